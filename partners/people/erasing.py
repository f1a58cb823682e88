"""An account is erased: each subject takes away what it keeps of the person, or empties what must stay.

An eraser is a callable `(subject)` that runs in the caller's transaction, registered for the models that it
clears. A test names every model that points at a person or an account and is neither cleared nor kept for a
reason. What people should know before they decide is told by callables `(user) -> list of sentences`.
"""

_erasers = []
_cleared = {}
_warnings = []


def erases(*models, order):
    """Decorate the function that clears these models; the one with the smallest order comes first."""

    def register(erase):
        _erasers.append((order, erase))
        _cleared.update({model._meta.label: "" for model in models})
        return erase

    return register


def stays(label, *, because):
    """Say why nothing needs to be done about a model, by its label."""
    _cleared[label] = because


def cleared_models():
    """The labels of the models that are cleared or stay: {label: why nothing is done, or ""}."""
    return dict(_cleared)


def erase_everything(subject):
    """What every subject above and here keeps of this person is gone, or nobody's any more."""
    for _order, erase in sorted(_erasers, key=lambda pair: pair[0]):
        erase(subject)


def warns(tell):
    """Decorate a function that tells what else follows when `user` is gone."""
    _warnings.append(tell)
    return tell


def warnings_for(user):
    return [sentence for tell in _warnings for sentence in tell(user)]
