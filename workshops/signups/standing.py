"""What a personal page says: where this person stands with this meeting, in words, and what they can do."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from workshops.meetings.box import place_of, when
from workshops.signups.models import SignUp
from workshops.signups.rules import may_change, may_give_input, may_see_link, may_sign_up, promotes

Status = SignUp.Status


@dataclass(frozen=True)
class Standing:
    signup: SignUp
    color: str
    headline: str
    note: str
    can_change: bool
    can_sign_up_again: bool
    can_give_input: bool
    video_link: str
    link_note: str

    @property
    def place(self):
        """How this person takes part."""
        workshop = self.signup.workshop
        on_video = self.signup.attendance == SignUp.Attendance.VIDEO
        return _("Digital, by video") if on_video else workshop.where or place_of(workshop)

    @property
    def place_icon(self):
        return "video" if self.signup.attendance == SignUp.Attendance.VIDEO else "location-pin"

    @property
    def input_deadline(self):
        return when(self.signup.workshop.input_deadline)


def standing_of(signup, now=None):
    """Where `signup` stands now.

    A waiting one costs a query for its place in the line, a changed meeting one for what was changed.
    """
    now = now or timezone.now()
    color, headline, note = _words(signup, now)
    return Standing(
        signup,
        color,
        headline,
        " ".join(filter(None, [note, _moved_note(signup, now)])),
        can_change=may_change(signup, now),
        can_sign_up_again=signup.status == Status.CANCELLED and may_sign_up(signup.workshop, now),
        can_give_input=signup.person is not None and may_give_input(signup, now),
        video_link=signup.workshop.desk.video_link if may_see_link(signup, now) else "",
        link_note=_link_note(signup, now),
    )


def _words(signup, now):
    workshop = signup.workshop
    if workshop.desk.cancelled_at:
        return "danger", _("The meeting is cancelled"), workshop.desk.cancellation_reason
    if signup.status == Status.CANCELLED:
        return (
            "neutral",
            _("You have signed off from this meeting"),
            _("Others can have your place."),
        )
    if now >= workshop.end:
        return "info", _("The meeting is over"), _over_note(signup)
    if signup.status == Status.WAITING:
        number = {"number": place_in_line(signup)}
        return (
            "warning",
            _("You are number %(number)s on the waiting list") % number,
            _waiting_note(signup, now),
        )
    if signup.promoted_at:
        return (
            "success",
            _("You got a place"),
            _("A place became free, and it is yours. Say so if you can't come."),
        )
    return (
        "success",
        _("You have a place"),
        _("Say so if you can't come, and your place goes to someone else."),
    )


def _moved_note(signup, now):
    """Whether the meeting was moved after this person signed up, while it matters."""
    if not signup.workshop.desk.sequence or not may_change(signup, now):
        return ""
    changes = PageLogEntry.objects.filter(
        page=signup.workshop_id,
        action="workshops.meeting.change",
        timestamp__gte=signup.created_at,
        data__changes__contains="time",
    )
    if moved := changes.order_by("-timestamp").values_list("timestamp", flat=True).first():
        return _("The meeting was moved to another time %(when)s.") % {"when": when(moved)}
    return ""


def _over_note(signup):
    if signup.status == Status.ATTENDED:
        return _("Thank you for taking part.")
    return _("Thank you for signing up.")


def _waiting_note(signup, now):
    if promotes(signup.workshop, now):
        return _("You get a mail at once if a place becomes free. Free places are given until %(when)s.") % {
            "when": when(signup.workshop.promotion_stops)
        }
    return _("No more places are given by mail now. You can still give your input.")


def _link_note(signup, now):
    """When the video link comes; empty for those who get none or have it."""
    workshop = signup.workshop
    seated = signup.status == Status.REGISTERED and signup.attendance == SignUp.Attendance.VIDEO
    if not seated or workshop.desk.cancelled_at or now >= workshop.end:
        return ""
    if now < workshop.link_due:
        return _("The video link comes here and by e-mail %(when)s.") % {"when": when(workshop.link_due)}
    if not workshop.desk.video_link:
        return _("The video link comes here and by e-mail as soon as it is ready.")
    return ""


def place_in_line(signup):
    """1 for the first in line."""
    line = SignUp.objects.waiting().filter(workshop_id=signup.workshop_id, attendance=signup.attendance)
    return line.filter(position__lte=signup.position).count()
