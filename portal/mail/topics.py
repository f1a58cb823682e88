"""What letters are about, in their readers' words: which may be turned off, and why the others may not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """Letters that are wanted or not together. `needed` says why they can't be turned off, if they can't.

    Those of a topic `at_work` go only to who works for the municipality.
    """

    code: str
    name: str
    about: str
    order: int
    needed: str = ""
    at_work: bool = False


_topics = {}
_of_kind = {}


def register_topic(topic, *, kinds):
    """Say what letters of these kinds are about. Every kind has one topic. Call this in AppConfig.ready."""
    _topics[topic.code] = topic
    for kind in kinds:
        if _of_kind.setdefault(kind, topic.code) != topic.code:
            raise ValueError(f"Letters of kind {kind} already have a topic.")


def kinds_with_topic():
    return set(_of_kind)


def topics(*, optional, at_work=False):
    """Those that may be turned off, or those that may not, in order; those `at_work` only if asked for."""
    found = [topic for topic in _topics.values() if bool(topic.needed) != optional]
    found = [topic for topic in found if at_work or not topic.at_work]
    return sorted(found, key=lambda topic: topic.order)


def optional_topic(code):
    """The topic of this code if it may be turned off, else None."""
    topic = _topics.get(code)
    return topic if topic and not topic.needed else None


def optional_topic_of(kind):
    """What letters of a kind are about, if they may be turned off, else None."""
    return optional_topic(_of_kind.get(kind))
