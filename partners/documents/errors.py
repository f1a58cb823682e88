class DocumentError(Exception):
    """Something that cannot be done with a document now."""


class IsLocked(DocumentError):
    """Somebody else works with the document."""


class TooMany(DocumentError):
    """The group has as many files as it can have."""


class NotTheirs(DocumentError):
    """The form was sent in before, by somebody else or to another group."""
