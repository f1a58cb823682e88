"""What a browser's session knows of live rooms: by which code it came, and as which participant."""

KEY = "live"


def knows_code(session, room):
    """Whether this session came in by the code that the room has now."""
    return _known(session, room).get("code") == room.code


def participant_id(session, room):
    return _known(session, room).get("participant")


def remember(session, room, participant=None):
    """Keep the room's code, and the participant if there is one. Writes only what is new."""
    known = _known(session, room)
    new = known | {"code": room.code} | ({"participant": str(participant.pk)} if participant else {})
    if new != known:
        session[KEY] = session.get(KEY, {}) | {str(room.pk): new}


def forget(session, room):
    rooms = dict(session.get(KEY, {}))
    if rooms.pop(str(room.pk), None):
        session[KEY] = rooms


def _known(session, room):
    return session.get(KEY, {}).get(str(room.pk), {})
