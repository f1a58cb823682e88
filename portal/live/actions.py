"""Telling a room that something changed, and who must leave it."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import translation

from portal.live import log
from portal.live.courier import push
from portal.live.models import Change


def tell(kind, *keys, what, first=(), **data):
    """The next change of the rooms of these keys, for all who are in them.

    Belongs into the transaction of what it tells of, as its last statement: the rooms are held from here to
    the commit. Tell all rooms of one kind at once; several kinds always in the same order. It is pushed after
    the commit; who misses the push catches up by number. Raises ValueError when it is too long to be pushed:
    then say what changed, and let the page fetch it; and for something called `number`, as its own number is.

    `first` are statements of `portal.rows` that write what it tells of: a crowd saves a round trip by it.

    Returns what readers get, as JSON text by language, or under "" for every language.
    """
    bodies = _bodies(kind, keys[0], what, data) if keys else {}
    if bodies:
        _write([kind.room(key) for key in keys], bodies=bodies, first=first)
    return bodies


def shut_out(kind, *keys, user=None):
    """A right in these rooms changed: the user, or everyone, leaves at once and may try to come in anew.

    Belongs into the transaction that changes the right. In every process, nobody who must leave gets what is
    told after it.
    """
    if keys:
        _write([kind.room(key) for key in keys], leaves=str(user.pk) if user else Change.EVERYONE)


def shut_out_everywhere(user):
    """What the user may is changed altogether: all their sockets close, and come in anew where they may."""
    _write([log.EVERYWHERE], leaves=str(user.pk))


def forget(kind, key):
    """Delete what the changes of a room said; for what must not be read any more."""
    log.forget(kind.room(key))


def fits(body):
    """Whether a change that says this is short enough to be pushed."""
    return len(_as_text(body)) <= settings.LIVE_BODY_LENGTH


def _bodies(kind, key, what, data):
    """JSON text by language; rendered before the rooms are taken."""
    if kind.render is None:
        return {"": _checked({"what": what, **data})}
    bodies = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            bodies[language] = _checked({"what": what, **kind.render(key, what, data)})
    return bodies


def _as_text(body):
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _checked(body):
    if "number" in body:
        raise ValueError("A change's own number is called so: call what it tells of something else.")
    text = _as_text(body)
    if len(text) > settings.LIVE_BODY_LENGTH:
        raise ValueError(f"A change of {len(text)} characters is too long to be pushed.")
    return text


def _write(names, *, bodies=None, leaves="", first=()):
    numbers = log.write(names, bodies=bodies or {}, leaves=leaves, first=first)
    transaction.on_commit(lambda: _push(numbers, bodies or {}, leaves), robust=True)


def _push(numbers, bodies, leaves):
    for name, number in numbers.items():
        push(name, log.Told(number, bodies, leaves))
