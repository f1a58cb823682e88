class MinutesError(Exception):
    """Something that cannot be done with a meeting of a group or its minutes now."""


class MayNot(MinutesError):
    """The rules do not let them, or not any more."""


class Frozen(MinutesError):
    """The minutes are approved: nothing in them changes."""


class NotAnUpdate(MinutesError):
    """What was sent is no change of these minutes: broken, of something else, or in somebody else's name."""


class TooLong(MinutesError):
    """The minutes would become longer than they may be."""


class Changed(MinutesError):
    """The meeting or its minutes are no longer as they were seen."""
