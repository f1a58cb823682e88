from django.utils.translation import gettext_lazy as _


class PollError(Exception):
    """What was asked for cannot be done with the poll now. `message` says why, to who asked."""

    message = ""


class PollClosed(PollError):
    message = _("The poll is not open, so your vote was not counted.")


class AlreadyVoted(PollError):
    """In an anonymous poll nobody knows which vote to change."""

    message = _("You have voted already. In an anonymous poll a vote cannot be changed.")


class Fixed(PollError):
    """Somebody has voted, or the poll is over."""

    message = _("Somebody has voted, so the poll can no longer be changed.")


class StaysAnonymous(PollError):
    message = _("People have been told that this poll is anonymous. That cannot be undone.")


class NotNow(PollError):
    message = _("That cannot be done with the poll as it stands now.")
