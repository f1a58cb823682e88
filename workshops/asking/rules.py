"""Whose a question is."""


def is_own(question, participant, own=()):
    """Whether a question is the participant's: by the account, or by the key that a browser holds."""
    giver = question.input.giver_id
    return giver is not None and giver == participant.person_id or question.input.client_id in own
