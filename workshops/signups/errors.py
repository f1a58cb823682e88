"""Why a sign-up can't be made or changed. `message` is a sentence for the person who asked."""

from django.utils.translation import gettext_lazy as _


class SignUpClosed(Exception):
    """The meeting takes no sign-ups now, or this one can no longer be changed."""

    class Reason:
        NOT_YET = "not_yet"
        CLOSED = "closed"
        PAST = "past"
        CANCELLED = "cancelled"
        SIGNED_OFF = "signed_off"
        CAME = "came"

    MESSAGES = {
        Reason.NOT_YET: _("Sign-up has not opened yet."),
        Reason.CLOSED: _("Sign-up has closed."),
        Reason.PAST: _("The meeting is over."),
        Reason.CANCELLED: _("The meeting is cancelled."),
        Reason.SIGNED_OFF: _("You have signed off from this meeting."),
        Reason.CAME: _("Somebody who is checked in can't sign off."),
    }

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self):
        return self.MESSAGES[self.reason]


class NoSeatLeft(Exception):
    """The other way of taking part is full; the sign-up stays as it was."""

    message = _("There is no free place that way. You keep the place you have.")


class NoSeat(Exception):
    """Somebody who only waits for a seat can't be noted as having left it empty."""

    message = _("This person is on the waiting list and has no place.")


class NoSeatAtTheDoor(NoSeatLeft):
    """Somebody on the waiting list came, and every seat is taken."""

    message = _("Every place is taken, so this person is still on the waiting list.")


class WrongAttendance(ValueError):
    """The meeting is not held that way."""

    message = _("The meeting is not held that way.")
