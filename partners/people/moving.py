"""One person under two addresses becomes one: each subject above moves what it keeps about people.

A mover is a callable `(old, new)`, registered by the model whose rows it moves. A test names every model that
points at a person and has no mover.
"""

_movers = {}


def moves(model):
    """Decorate the function that moves the rows of one model from one person to another."""

    def register(move):
        _movers[model] = move
        return move

    return register


def moved_models():
    return set(_movers)


def move_everything(old, new):
    """Everything that is the old person's becomes the new one's, in the caller's transaction."""
    for move in _movers.values():
        move(old, new)
