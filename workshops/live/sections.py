"""What live rooms add to other pages, and what they keep of people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.inputs.models import Input
from partners.people.erasing import erases, stays
from partners.people.moving import moves
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells
from portal.prepared import Given, Prepared
from workshops.live.access import unclaimed_in
from workshops.live.models import FacilitatorGrant, LiveRoom, Participant, Step
from workshops.live.registry import counts
from workshops.live.rules import may_take_part
from workshops.meetings.page_sections import meeting_section
from workshops.signups.models import SignUp
from workshops.signups.sections import personal_section

_room = Prepared(lambda: LiveRoom.objects.filter(pk=Given("workshop")))


@personal_section(order=10)
def way_in(request, signup):
    """The way into the room while it is open; later, to say who one was in it. Two queries."""
    room = _room.first(workshop=signup.workshop_id)
    if room is None:
        return None
    if signup.status in SignUp.ACTIVE and may_take_part(room):
        return "workshops/live/_personal.html", {"signup": signup}
    guest = unclaimed_in(request, room, signup)
    return ("workshops/live/_personal_later.html", {"signup": signup, "guest": guest}) if guest else None


@meeting_section
def goes_on(request, workshop):
    """That the room is open, and where its code is typed. One query."""
    room = _room.first(workshop=workshop.pk)
    return ("workshops/live/_on_page.html", {}) if room and may_take_part(room) else None


@counts(order=10)
def participants_of(room):
    number = room.participants.count()
    return number, ngettext("participant was there", "participants were there", number)


@counts(order=50)
def published_of(room):
    """What of the meeting everyone can read, whether it was said in the room or written beside."""
    number = Input.objects.public().about(room.workshop).count()
    return number, ngettext("input that is published", "inputs that are published", number)


@moves(Participant)
def move_participants(old, new):
    """Of two that were in the same room, the one under the old address stays as nobody's in particular."""
    theirs = Participant.objects.filter(person=new).values_list("room", flat=True)
    mine = Participant.objects.filter(person=old)
    mine.filter(room__in=list(theirs)).update(person=None)
    mine.update(person=new)


@tells(Participant, order=25)
def tell_of_participations(subject):
    rows = Participant.objects.filter(person__in=subject.people).select_related("room__workshop")
    return Chapter(
        "live",
        _("Live meetings you were in"),
        [
            [
                Fact("meeting", _("Meeting"), str(each.room)),
                *facts_of(each, "name", "kind", "organisation", "joined_at"),
            ]
            for each in rows.order_by("joined_at", "pk")
        ],
    )


@erases(Participant, order=15)
def forget_participants(subject):
    """What was said stays as its rules say; who was there under which name is gone."""
    rows = Participant.objects.filter(person__in=subject.people)
    rows.update(person=None, signup=None, name="", organisation="")


# Who led a meeting on is part of how it went, as in the log; names there are taken away with the account.
LED = gettext_lazy("It says who led a meeting, as a part of how the meeting went.")
for model in (Step, FacilitatorGrant):
    leaves_out(model._meta.label, because=LED)
    stays(model._meta.label, because=LED)
