"""Who may read and answer input."""

from partners.inputs.models import Input


def may_answer(user):
    """The coordinator's right: read every input, answer, hide, sort by theme."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.answer_input")


def reads_as_partner(user):
    """May read what is said to partners and the municipality."""
    return may_answer(user)


def is_giver(user, input):
    """Gave the input. Asks for the account of its giver: select `giver` with the input."""
    return user.is_authenticated and input.giver is not None and input.giver.user_id == user.pk


def may_see(user, input):
    """May read the input. What a stranger may not read does not exist for them: answer 404."""
    if may_answer(user) or is_giver(user, input):
        return True
    if input.status == Input.Status.HIDDEN:
        return False
    if input.visibility == Input.Visibility.PARTNERS:
        return reads_as_partner(user)
    return input.visibility == Input.Visibility.EVERYONE
