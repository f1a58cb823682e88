class ThreadError(Exception):
    """Something that cannot be done in a thread now."""


class MayNot(ThreadError):
    """This person may not do this: the input is hidden or closed, or they are kept from taking part."""


class NotTheirWords(ThreadError):
    """A quote that does not stand in what it quotes."""


class CannotSee(ThreadError):
    """Somebody is mentioned who cannot see the thread, or has no part in it."""


class OldTurn(ThreadError):
    """A vote from a form that was shown before the present vote was given."""


class NothingFound(ThreadError):
    """The words to take away stand nowhere."""
