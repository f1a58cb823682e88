"""Two rows that are the same become one: who keeps rows about them says how those move."""


class Movers:
    """The movers of one kind of thing. A mover is a callable `(old, new)`, registered by the model it moves.

    What it returns says what has moved, for the log: a list, or None.
    """

    def __init__(self):
        self._movers = {}

    def moves(self, model):
        """Decorate the function that moves the rows of one model from one to the other."""

        def register(move):
            self._movers[model] = move
            return move

        return register

    def models(self):
        return set(self._movers)

    def move_everything(self, old, new):
        """Everything of the old one becomes the new one's, in the caller's transaction.

        Returns what moved, by the name of the model.
        """
        return {model._meta.model_name: move(old, new) for model, move in self._movers.items()}
