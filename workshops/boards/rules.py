"""Who may do what on a board."""

from workshops.live.rules import may_facilitate, may_take_part


def may_write(board, room):
    """Whether participants can write, change and vote now."""
    return may_take_part(room) and not board.is_frozen


def is_own(note, participant, own=()):
    """Whether a note is the participant's: by the account or session, or by the key that a browser holds."""
    return participant is not None and note.participant_id == participant.pk or note.input.client_id in own


def may_arrange(user, board, room):
    """Whether somebody may move and stack notes: who leads, and all when the board says so."""
    return may_facilitate(user, room) or (board.everyone_arranges and may_write(board, room))
