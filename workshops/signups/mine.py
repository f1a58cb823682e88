"""One's own sign-ups: on «My page», in the copy of one's data, and when a person moves or is erased."""

from django.db.models import Count, Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.visibility import visible_to_all
from partners.people.activity import active_at
from partners.people.erasing import erases
from partners.people.moving import moves
from partners.people.reach import Line, Part, ability, reaches
from partners.people.sections import my_section
from partners.people.telling import Chapter, Fact, facts_of, tells
from partners.workspace import overview_section
from portal.audit import unname
from workshops.meetings.models import WorkshopPage
from workshops.meetings.rules import may_run
from workshops.signups.actions import cancel_sign_up
from workshops.signups.calendar import signup_file
from workshops.signups.models import SignUp, new_token
from workshops.signups.rules import why_fixed
from workshops.signups.standing import standing_of

PAST_SHOWN = 20
NEXT_SHOWN = 3

ability(gettext_lazy("Run meetings and see who signs up"), may_run)
active_at(
    Subquery(
        SignUp.objects.filter(person__user=OuterRef("pk"))
        .order_by()
        .values("person__user")
        .annotate(latest=Max("created_at"))
        .values("latest")
    )
)


@reaches(order=30)
def own_signups(user):
    """How many meetings they are signed up for, by what became of it."""
    rows = SignUp.objects.filter(person__user=user).order_by().values_list("status").annotate(Count("pk"))
    counts = dict(rows)
    lines = [
        Line(str(SignUp.Status(status).label), str(counts[status]))
        for status in SignUp.Status.values
        if status in counts
    ]
    return Part(_("Own sign-ups"), lines, _("None."))


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


@overview_section(order=40)
def next_meetings(request):
    """The next meetings that everybody may know of, and whether one has a place; one query."""
    mine = SignUp.objects.active().filter(
        person__user=request.user, workshop__translation_key=OuterRef("translation_key")
    )
    meetings = visible_to_all(WorkshopPage.objects.upcoming().not_cancelled())
    shown = meetings.filter(locale__language_code=get_language()).annotate(
        own_status=Subquery(mine.values("status")[:1])
    )
    labels = dict(SignUp.Status.choices)
    rows = [(meeting, labels.get(meeting.own_status)) for meeting in shown[:NEXT_SHOWN]]
    return ("workshops/signups/_next.html", {"meetings": rows}) if rows else None


@tells(SignUp, order=20)
def tell_of_signups(subject):
    """Every sign-up, cancelled ones too, and calendar files of those that stand."""
    signups = SignUp.objects.filter(person__in=subject.people).select_related(
        "workshop__state", "workshop__locale", "person"
    )
    signups = list(signups.order_by("created_at", "pk"))
    files = [
        (f"{signup.workshop.slug}-{signup.pk}.ics", signup_file(signup, "PUBLISH"))
        for signup in signups
        if signup.status in SignUp.SEATED
    ]
    return Chapter("signups", _("Your sign-ups"), [_facts_of_signup(each) for each in signups], files)


def _facts_of_signup(signup):
    names = ("name", "on_behalf_of", "organisation_name", "organisation_number", "attendance")
    times = ("created_at", "promoted_at", "cancelled_at")
    return [
        Fact("meeting", _("Meeting"), signup.workshop.title),
        Fact("start", _("Starts"), signup.workshop.start),
        *facts_of(signup, "status", *names, "access_needs", "language", *times),
    ]


# What a place at a meeting is called when nobody knows whose it was.
FORMER = "Tidligere deltaker"


@erases(SignUp, order=10)
def forget_signups(subject):
    """Places at meetings to come are given up, and go to the next in line. Of what has been the count stays.

    The address of the personal page no longer opens.
    """
    mine = SignUp.objects.filter(person__in=subject.people).select_related("workshop__state")
    signups = list(mine.order_by("workshop", "pk"))
    for signup in signups:
        if signup.status in (SignUp.Status.REGISTERED, SignUp.Status.WAITING) and why_fixed(signup) is None:
            cancel_sign_up(signup)
    for signup in signups:
        SignUp.objects.filter(pk=signup.pk).update(
            person=None,
            name=FORMER,
            organisation_name="",
            organisation_number="",
            access_needs="",
            token=new_token(),
        )
    unname(signups)
