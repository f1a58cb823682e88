class MatchingError(Exception):
    """Something that cannot be done with an introduction."""


class NotAMatch(MatchingError):
    """The two are not a need and an offer of the same kind, of two different proposers that both stand."""


class Answered(MatchingError):
    """This side has answered otherwise, and the other side may have been told."""
