"""The keys of what somebody gave without a name: the browser alone holds them, no database can tell."""

from uuid import UUID

from django.core.signing import BadSignature

# What one browser can hold without the cookie growing too large.
KEPT = 60
SALT = "workshops.live.own"


def own_keys(request, room):
    """The `client_id`s of the inputs that this browser gave."""
    try:
        kept = request.get_signed_cookie(_name(room), default="", salt=SALT)
    except BadSignature:
        return frozenset()
    return frozenset(_uuids(kept))


def keep_key(request, response, room, client_id):
    """Let the browser hold one more key, for as long as the room's code lasts."""
    keys = [client_id, *(key for key in own_keys(request, room) if key != client_id)]
    value = ".".join(key.hex for key in keys[:KEPT])
    response.set_signed_cookie(
        _name(room),
        value,
        salt=SALT,
        expires=room.expires_at,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _name(room):
    return f"live_own_{room.pk}"


def _uuids(text):
    return [UUID(hex=part) for part in text.split(".") if part]
