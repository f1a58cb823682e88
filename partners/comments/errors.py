class CommentError(Exception):
    """Something that cannot be done with a comment now."""


class KeptOut(CommentError):
    """The municipality keeps this person from taking part."""


class FilesStay(CommentError):
    """The files of this comment can't be changed any more."""


class CommentsClosed(CommentError):
    """The page takes no comments now, or the block is not on it any more."""
