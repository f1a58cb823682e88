class InputError(Exception):
    """Something that cannot be done with an input now."""


class InputChanged(InputError):
    """Somebody else changed the input after it was read."""


class NameTaken(InputError):
    """Another saved filter is called the same."""


class TooManyFiles(InputError):
    """There is no room for more files at this input."""
