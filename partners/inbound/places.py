"""Where one can answer by mail: the places of notices in which an answer is a post."""

from dataclasses import dataclass

from partners.discussions.access import part_in
from partners.discussions.actions import post
from partners.discussions.errors import DiscussionError
from partners.discussions.models import TEXT_LIMIT, Discussion
from partners.inbound.errors import CannotAnswer
from partners.notices.kinds import primary_keys
from partners.threads.rules import may_take_part


@dataclass(frozen=True)
class Answerable:
    """How a place takes answers: who `may` write there now, and how an answer is written (`CannotAnswer`)."""

    may: object
    write: object
    longest: int


def _thread(key):
    return Discussion.objects.select_related("group").filter(pk__in=primary_keys([key])).first()


def _may_write_in_thread(user, key):
    discussion = _thread(key)
    return discussion is not None and part_in(discussion, user).may_write and may_take_part(user)


def _write_in_thread(user, key, **said):
    discussion = _thread(key)
    if discussion is None:
        raise CannotAnswer
    try:
        return post(discussion, by=user, **said)
    except (DiscussionError, Discussion.DoesNotExist) as error:
        raise CannotAnswer from error


ANSWERABLE = {"thread": Answerable(_may_write_in_thread, _write_in_thread, TEXT_LIMIT)}


def answerable(place):
    """(how this place takes answers or None, its key)."""
    prefix, _, key = place.partition(":")
    return ANSWERABLE.get(prefix), key


def may_answer(user, place):
    """Whether `user` may write in this place now."""
    it, key = answerable(place)
    return it is not None and it.may(user, key)


def longest_in(place):
    """How many characters an answer may have there."""
    it, _key = answerable(place)
    return it.longest if it else 0


def write_answer(user, place, *, text, client_id):
    """Post `text` there as the person would on the page. Raises `CannotAnswer`."""
    it, key = answerable(place)
    if it is None:
        raise CannotAnswer
    return it.write(user, key, text=text, client_id=client_id, language=user.language or "nb")
