"""Who may, and when: pure questions about one meeting or one sign-up."""

from django.utils import timezone

from workshops.signups.errors import SignUpClosed
from workshops.signups.models import SignUp

Reason = SignUpClosed.Reason


def why_closed(workshop, now=None, *, by_hand=False):
    """The `SignUpClosed.Reason` that nobody can sign up now, or None.

    The municipality adds people by hand until the meeting ends.
    """
    now = now or timezone.now()
    if workshop.desk.cancelled_at:
        return Reason.CANCELLED
    if now >= workshop.end:
        return Reason.PAST
    if by_hand:
        return None
    if not workshop.live or workshop.signup_opens and now < workshop.signup_opens:
        return Reason.NOT_YET
    if now >= workshop.signup_deadline:
        return Reason.CLOSED
    return None


def may_sign_up(workshop, now=None):
    return why_closed(workshop, now) is None


def why_fixed(signup, now=None):
    """The reason that a sign-up can no longer be changed or cancelled, or None."""
    if signup.status == SignUp.Status.CANCELLED:
        return Reason.SIGNED_OFF
    if signup.workshop.desk.cancelled_at:
        return Reason.CANCELLED
    if (now or timezone.now()) >= signup.workshop.end:
        return Reason.PAST
    return None


def may_change(signup, now=None):
    """A sign-up can be changed and cancelled until the meeting ends."""
    return why_fixed(signup, now) is None


def may_see_link(signup, now=None):
    """The video link is for those with a place on video, from the time the link mail is due until the end."""
    now = now or timezone.now()
    return (
        signup.status in SignUp.SEATED
        and signup.attendance == SignUp.Attendance.VIDEO
        and not signup.workshop.desk.cancelled_at
        and signup.workshop.link_due <= now < signup.workshop.end
    )


def may_give_input(signup, now=None):
    """Anyone signed up can give input before, during and after, until input closes."""
    workshop = signup.workshop
    return (
        signup.status != SignUp.Status.CANCELLED
        and not workshop.desk.cancelled_at
        and (now or timezone.now()) < workshop.input_deadline
    )


def promotes(workshop, now=None):
    """Whether free seats still go to the waiting list by themselves."""
    now = now or timezone.now()
    return not workshop.desk.cancelled_at and now < workshop.promotion_stops
