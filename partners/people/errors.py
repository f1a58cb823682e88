class WorksHere(Exception):
    """An account that works for the municipality is not closed by its owner alone."""
