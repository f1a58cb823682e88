class InputError(Exception):
    """Something that cannot be done with an input now."""


class InputChanged(InputError):
    """Somebody else changed the input after it was read."""
