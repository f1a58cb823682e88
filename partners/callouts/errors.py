class CallOutError(Exception):
    """Something that cannot be done with a call for volunteers now."""


class Changed(CallOutError):
    """Somebody has changed the call after it was read."""


class IsOver(CallOutError):
    """It is called off, or over."""


class KeptOut(CallOutError):
    """The municipality keeps this person from taking part."""


class NotForThem(CallOutError):
    """It is for those in the group alone."""


class Declined(CallOutError):
    """A leader has said no to this person."""


class TooFewPlaces(CallOutError):
    """More people than that have a place."""


class NotStanding(CallOutError):
    """They have withdrawn, or were never there."""


class NotTheirs(CallOutError):
    """The form was sent in before, by somebody else or to another group."""
