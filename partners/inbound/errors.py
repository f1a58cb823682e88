class InboundError(Exception):
    """Something that cannot be done with an answer by mail now."""


class CannotAnswer(InboundError):
    """The person may not write in the place, or not any more, or it is no place to write in."""


class AlreadyDecided(InboundError):
    """Somebody has posted or discarded it meanwhile."""
