class DiscussionError(Exception):
    """Something that cannot be done in a thread of a group now."""


class MayNot(DiscussionError):
    """The rules do not let them, or not any more."""


class NotTheirWords(DiscussionError):
    """The words that are quoted do not stand where they are said to."""


class CannotSee(DiscussionError):
    """Somebody is mentioned who cannot read the thread."""


class AlreadyIn(DiscussionError):
    """Who is asked in as a guest reads the thread already."""


class FilesStay(DiscussionError):
    """The files of the post can no longer be changed."""


class Outdated(DiscussionError):
    """The draft has been written on elsewhere since it was read. Holds the `draft` as it is."""

    def __init__(self, draft):
        super().__init__()
        self.draft = draft
