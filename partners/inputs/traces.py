"""Whether somebody has answered an input: then it is not deleted, and no longer changed without a trace."""

_found = []


def leaves_trace(find):
    """Decorate a function of a subject above: `find(input)` says whether somebody has replied there."""
    _found.append(find)
    return find


def has_trace(input):
    """Whether the municipality has answered the input, or somebody has replied to it."""
    return input.answers.exists() or any(find(input) for find in _found)
