"""Polls for who takes part: the form, the vote, and from an interest in a role on to a proposal."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partners.people.actions import person_of
from portal.ratelimit import allow
from workshops.live.access import as_participant, at_room
from workshops.live.actions import claim_participant
from workshops.live.views import show_room
from workshops.polls.actions import vote
from workshops.polls.errors import PollError
from workshops.polls.kinds import own_context
from workshops.polls.models import Poll
from workshops.polls.reading import polls_of, results_context
from workshops.polls.voting import vote_form

# More votes in a minute than anybody changes their mind.
VOTES = {"limit": 20, "per": timedelta(minutes=1)}


def poll_or_404(room, pk):
    """A poll of this room that participants may look at."""
    return get_object_or_404(polls_of(room).exclude(activity__opened_at=None), pk=pk)


@require_safe
@as_participant
def poll(request, room, participant, pk):
    """What one sees of a poll, as a part of the page; it is fetched when the poll opens or closes."""
    poll = poll_or_404(room, pk)
    if not request.htmx:
        return redirect(address_of(room, poll))
    return render(request, "workshops/polls/_own.html", {"part": own_context(poll, participant)})


@require_safe
@at_room
def poll_wall(request, room, pk):
    """The chart for the wall, as a part of the page."""
    return render(
        request, "workshops/polls/_wall_part.html", {"part": results_context(poll_or_404(room, pk))}
    )


@require_POST
@as_participant
def poll_vote(request, room, participant, pk):
    """One vote, or in a ranking one move of a choice, which is not a vote yet."""
    poll = poll_or_404(room, pk)
    form = vote_form(poll, request.POST)
    if poll.kind == Poll.Kind.RANKING and (move := request.POST.get("move")):
        moved = vote_form(poll, {form.add_prefix("order"): ",".join(form.moved(move))})
        moved.is_moved = True
        return with_form(request, room, participant, poll, moved, status=200)
    if not allow(f"poll-vote:{participant.pk}", **VOTES):
        form.add_error(None, _("You have voted many times. Wait a minute before you vote again."))
        return with_form(request, room, participant, poll, form, status=429)
    if not form.is_valid():
        return with_form(request, room, participant, poll, form)
    try:
        vote(poll, participant=participant, answer=form.answer)
    except PollError as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("Your vote is counted."))
    return HttpResponseRedirect(address_of(room, poll))


def with_form(request, room, participant, poll, form, status=422):
    """The page of the room with a form as it was sent."""
    request.vote_form = form
    own_way = None if room.activity_id == poll.pk else poll.activity
    response = show_room(request, room, participant, activity=own_way)
    response.status_code = status
    return response


def address_of(room, poll):
    """Where a participant looks at the poll: with all the others while it is on the screen."""
    if room.activity_id == poll.pk:
        return room.get_absolute_url()
    return reverse("live_look", args=[room.code, poll.pk])


@login_required
@require_safe
@as_participant
def poll_propose(request, room, participant, pk, role):
    """From an interest to the first page of a proposal for the role, filled in.

    Who came by the code and has signed in now is that person in the room from here on.
    """
    poll = poll_or_404(room, pk)
    interests = poll.interests.filter(role__slug=role).select_related("role")
    interest = get_object_or_404(interests, participant=participant)
    if participant.person_id is None:
        claim_participant(participant, person=person_of(request.user))
    return redirect(proposal_address(interest))


def proposal_address(interest):
    """The page where a proposal begins, with what the interest says."""
    ways = {"developer": interest.as_developer, "participant": interest.as_participant}
    query = {"role": interest.role.slug, "way": [way for way, chosen in ways.items() if chosen]}
    return reverse("proposal_new", query=query)
