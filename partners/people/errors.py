class WorksHere(Exception):
    """An account that works for the municipality is not closed by its owner alone."""


class NobodyHere(Exception):
    """Somebody is mentioned who has no part in what they are mentioned in."""
