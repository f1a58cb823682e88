"""Who may answer input. Who may read which stands in `InputQuerySet.visible_to`."""


def may_answer(user):
    """The coordinator's right: read every input, answer, hide, sort by theme."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.answer_input")
