"""The agenda of a meeting: written by hand, made of what is open in the group, carried over from before."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import translate_url
from wagtail.log_actions import log

from partners.groups.access import member_of
from partners.minutes.actions import check, check_open, locked_with_group
from partners.minutes.models import AgendaItem
from partners.minutes.rules import may_write
from partners.minutes.topics import Topic, topics_of
from portal.text import clean_line, clean_text

MOST = 100


@transaction.atomic
def add_item(meeting, *, by, **values):
    """Put one more thing last on the agenda. Raises `MayNot` and `Frozen`."""
    meeting = _held(meeting, by)
    check(meeting.agenda.count() < MOST)
    item = AgendaItem.objects.create(meeting=meeting, position=_next(meeting), **_cleaned(values))
    log(meeting, "partners.meeting.agenda", user=by, data={"added": [item.pk]})
    return item


@transaction.atomic
def change_item(item, *, by, **values):
    """Change a thing on the agenda. Raises `MayNot`, `Frozen`, and DoesNotExist for one that is removed."""
    meeting = _held(item.meeting, by)
    item = meeting.agenda.get(pk=item.pk)
    for name, value in _cleaned(values).items():
        setattr(item, name, value)
    item.save(update_fields=[*values])
    log(meeting, "partners.meeting.agenda", user=by, data={"changed": [item.pk]})
    return item


@transaction.atomic
def remove_item(item, *, by):
    """Take a thing off the agenda. Twice is harmless. Raises `MayNot` and `Frozen`."""
    meeting = _held(item.meeting, by)
    removed, _rows = meeting.agenda.filter(pk=item.pk).delete()
    if removed:
        log(meeting, "partners.meeting.agenda", user=by, data={"removed": [item.pk]})


@transaction.atomic
def move_item(item, *, by, up):
    """Let a thing change places with its neighbour. At the end it stays. Raises `MayNot` and `Frozen`."""
    meeting = _held(item.meeting, by)
    rows = list(meeting.agenda.all())
    place = next((n for n, each in enumerate(rows) if each.pk == item.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, each in enumerate(rows):
        each.position = number
    AgendaItem.objects.bulk_update(rows, ["position"])
    log(meeting, "partners.meeting.agenda", user=by, data={"moved": [item.pk]})


@transaction.atomic
def fetch_open_topics(meeting, *, by):
    """Put what was left open last time, and what is open in the group, on the agenda; what is there stays.

    Returns the new items. Twice is harmless. Raises `MayNot` and `Frozen`.
    """
    meeting = _held(meeting, by)
    there = set(meeting.agenda.values_list("source", flat=True))
    wanted = [*_left_open(meeting), *topics_of(meeting.group, by)]
    new = {topic.key: topic for topic in wanted if topic.key not in there}
    first, room = _next(meeting), max(0, MOST - meeting.agenda.count())
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            title=clean_line(topic.title)[:160],
            text=clean_text(topic.text)[:2000],
            source=topic.key,
            source_url=translate_url(topic.url, settings.LANGUAGE_CODE),
            position=first + number,
        )
        for number, topic in enumerate(list(new.values())[:room])
    )
    if items:
        log(meeting, "partners.meeting.agenda", user=by, data={"added": [item.pk for item in items]})
    return items


def _left_open(meeting):
    """What the group's latest approved meeting left open, as topics of what they were first made of."""
    last = meeting.group.meetings.approved().exclude(pk=meeting.pk).order_by("-start", "-pk").first()
    if last is None:
        return []
    return [
        Topic(item.source or f"item:{item.pk}", item.title, item.source_url, item.text)
        for item in last.agenda.filter(is_left_open=True)
    ]


def _held(meeting, by):
    meeting = locked_with_group(meeting)
    check_open(meeting)
    check(may_write(member_of(meeting.group, by), meeting))
    return meeting


def _next(meeting):
    last = meeting.agenda.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _cleaned(values):
    cleaners = {"title": clean_line, "text": clean_text}
    return {name: cleaners[name](value) if name in cleaners else value for name, value in values.items()}
