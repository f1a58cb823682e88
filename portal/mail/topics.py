"""What letters are about, in their readers' words: which may be turned off, and why the others may not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """Letters that are wanted or not together. `needed` says why they can't be turned off, if they can't."""

    code: str
    name: str
    about: str
    order: int
    needed: str = ""


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


def topics(*, optional):
    """Those that may be turned off, or those that may not, in order."""
    found = [topic for topic in _topics.values() if bool(topic.needed) != optional]
    return sorted(found, key=lambda topic: topic.order)


def optional_topic(code):
    """The topic of this code if it may be turned off, else None."""
    topic = _topics.get(code)
    return topic if topic and not topic.needed else None


def optional_topic_of(kind):
    """What letters of a kind are about, if they may be turned off, else None."""
    return optional_topic(_of_kind.get(kind))
