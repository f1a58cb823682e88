"""What subjects above do when somebody no longer takes part in a group: they leave, are removed, observe or
are erased."""

_told = []


def when_no_longer_in(let_go):
    """Decorate `let_go(group, user)`. It runs in the same transaction, while the group is held."""
    _told.append(let_go)
    return let_go


def no_longer_in(group, user):
    """`user` takes part in this group no more. The caller holds it."""
    for let_go in _told:
        let_go(group, user)
