"""One's own sign-ups on «My page», and what happens to them when two addresses become one person."""

from django.utils import timezone

from partners.people.moving import moves
from partners.people.sections import my_section
from workshops.signups.actions import cancel_sign_up
from workshops.signups.models import SignUp
from workshops.signups.rules import why_fixed
from workshops.signups.standing import standing_of

PAST_SHOWN = 20


@moves(SignUp)
def move_signups(old, new):
    """One person has one place at a meeting: of two, the better one stays, and the other goes to the next."""
    theirs = {signup.workshop_id: signup for signup in _active(new)}
    for signup in _active(old):
        if other := theirs.get(signup.workshop_id):
            _give_up_one(signup, other)
    kept = _active(new).values_list("workshop_id", flat=True)
    # What is over cannot be cancelled: it stays in the meeting's count, as nobody's.
    SignUp.objects.filter(person=old).exclude(workshop__in=list(kept), status__in=SignUp.ACTIVE).update(
        person=new
    )


def _active(person):
    return SignUp.objects.active().for_person(person).select_related("workshop__state")


def _give_up_one(signup, other):
    worse = other if other.status == SignUp.Status.WAITING and signup.status != other.status else signup
    if why_fixed(worse) is None:
        cancel_sign_up(worse)


@my_section(order=10)
def my_meetings(request, person):
    """What one is signed up for, the next first; then what has been."""
    if person is None:
        return None
    now = timezone.now()
    signups = SignUp.objects.for_person(person).select_related(
        "workshop__state", "workshop__locale", "person"
    )
    ahead = list(signups.active().filter(workshop__end__gt=now).order_by("workshop__start", "pk"))
    past = list(
        signups.active().filter(workshop__end__lte=now).order_by("-workshop__start", "pk")[:PAST_SHOWN]
    )
    return "workshops/signups/_mine.html", {
        "ahead": [standing_of(signup, now) for signup in ahead],
        "past": past,
    }
