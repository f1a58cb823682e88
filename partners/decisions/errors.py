from django.utils.translation import gettext_lazy as _


class DecisionError(Exception):
    """What was asked for cannot be done with the decision now. `message` says why, to who asked."""

    message = ""


class NotOpen(DecisionError):
    message = _("The decision is not open, so your vote was not counted.")


class NotEntitled(DecisionError):
    message = _("You are not among those who may vote in this decision.")


class AlreadyVoted(DecisionError):
    """In an anonymous decision nobody knows which vote to change."""

    message = _("You have voted already. An anonymous vote cannot be changed.")


class Fixed(DecisionError):
    message = _("The decision is opened, so what it asks can no longer be changed.")


class Loosened(DecisionError):
    message = _("Those who voted were told when results are seen. That can be made stricter, never looser.")


class TimeIsOut(DecisionError):
    message = _("The time when it closes has passed. Choose a later one.")


class NotNow(DecisionError):
    message = _("That cannot be done with the decision as it stands now.")


class Changed(DecisionError):
    message = _("Somebody has changed it meanwhile. Open it beside this page, and write it together.")


class IsCalled(DecisionError):
    """A meeting is called for the time, and its entry is moved by moving the meeting."""

    message = _("A meeting is called for this time. Change the time on the page of the meeting.")


class InMinutes(DecisionError):
    message = _("It says what the minutes of the meeting say. Write a note to the minutes instead.")


class NotAMember(DecisionError):
    message = _("Who sees to the outcome must be a member of the group.")
