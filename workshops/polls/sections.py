"""What polls add to other pages: the console's links, and interests in roles to who has or seeks them."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.people.sections import my_section
from partners.people.telling import Chapter, Fact, facts_of, tells
from partners.roles.rules import may_lead_roles
from partners.roles.sections import desk_section, role_section
from workshops.live.registry import console_link, counts
from workshops.polls.models import Ballot, RoleInterest, Voted
from workshops.polls.views import proposal_address

SHOWN = 20


@console_link(order=30)
def polls_of_room(room):
    return _("Polls"), reverse("poll_list", args=[room.code])


@console_link(order=31)
def new_poll(room):
    return _("New poll"), reverse("poll_new", args=[room.code])


@counts(order=40)
def votes_of_room(room):
    """What was given on people's own screens: those on paper are counted choice by choice."""
    number = Voted.objects.filter(poll__activity__room=room).count()
    return number, ngettext("vote in polls", "votes in polls", number)


@my_section(order=12)
def my_interests(request, person):
    """The roles one could think of taking, each with the way on to a proposal. One query."""
    if person is None:
        return None
    rows = RoleInterest.objects.filter(participant__person=person)
    rows = rows.select_related("role", "participant__room__workshop").order_by("-since", "pk")[:SHOWN]
    interests = [
        {"interest": each, "address": proposal_address(each) if each.role.takes_proposals else ""}
        for each in rows
    ]
    return ("workshops/polls/_mine.html", {"interests": interests}) if interests else None


@role_section(order=20, aside=True)
def interest_in_role(request, role):
    """How many were interested, and where, for those who write roles."""
    return interest_at_desk(role) if may_lead_roles(request.user) else None


@desk_section(order=10)
def interest_at_desk(role):
    """The number of interested in each meeting, newest first. One query."""
    rows = role.interests.values("poll__activity__room__workshop__title").annotate(
        people=Count("participant", distinct=True)
    )
    meetings = [
        (row["people"], row["poll__activity__room__workshop__title"])
        for row in rows.order_by("-poll__activity__room__workshop__start")
    ]
    return ("workshops/polls/_interest.html", {"meetings": meetings}) if meetings else None


@tells(Ballot, RoleInterest, order=26)
def tell_of_votes(subject):
    """Votes that are known to be theirs. Those in anonymous polls nobody can find."""
    ballots = Ballot.objects.filter(participant__person__in=subject.people)
    ballots = ballots.select_related("poll__activity__room__workshop")
    interests = RoleInterest.objects.filter(participant__person__in=subject.people)
    rows = [
        [
            Fact("meeting", _("Meeting"), str(ballot.poll.room)),
            Fact("question", _("Question"), str(ballot.poll)),
            Fact("answer", _("Answer"), ballot.answer),
        ]
        for ballot in ballots.order_by("poll", "pk")
    ]
    rows += [
        [
            Fact("role", _("Role"), str(interest.role)),
            *facts_of(interest, "as_developer", "as_participant", "since"),
        ]
        for interest in interests.select_related("role").order_by("since", "pk")
    ]
    return Chapter("votes", _("Your votes in live meetings"), rows)
