"""What was said about the concept itself, before and after an editor wrote some of it anew."""

import json
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from demo.content import comments as content
from demo.inputs import date_back, decide
from demo.meetings import email_of
from home.models import ConceptPage
from partners.comments.actions import Said, give_comment
from partners.comments.models import BlockText
from partners.comments.opening import end_of
from partners.comments.periods import set_period
from partners.comments.places import block_id, find_place
from partners.comments.quotes import Quote
from partners.inputs.models import Input
from partners.people.actions import person_for
from portal.uploads import checked

GONE = "gone"
GONE_ID = str(uuid5(NAMESPACE_URL, "a block that is taken out"))


def comments(*, coordinator, editor):
    """A dozen comments with answers: also on a block that has changed since, and on one that is gone."""
    page = ConceptPage.objects.get(slug="ombrukshuset")
    now = list(page.body.raw_data)
    publish(page, earlier(now), by=editor)
    for block, *row in content.BEFORE:
        say("ombrukshuset", block, *row, coordinator=coordinator)
    publish(page, now, by=editor)
    for slug, block, *row in content.AFTER:
        say(slug, block, *row, coordinator=coordinator)
    phase, phase_en = content.PHASE
    closes_at = end_of(page.input_deadline)
    set_period(page, opens_at=None, closes_at=closes_at, phase=phase, phase_en=phase_en, by=coordinator)


def waiting_comment(*, coordinator):
    """A page whose comments the municipality sees first, and one that waits for that."""
    slug, *row = content.WAITING
    page = ConceptPage.objects.get(slug=slug)
    phase, phase_en = content.PHASE
    closes_at = end_of(page.input_deadline)
    period = {"opens_at": None, "closes_at": closes_at, "phase": phase, "phase_en": phase_en}
    set_period(page, **period, seen_first=True, by=coordinator)
    block, kind, text, name = row
    said = Said(text=text, kind=kind, name=name)
    given = give_comment(
        find_place(page.pk, block_of(page, block)), said=said, person=person_for(email_of(name))
    )
    moment = timezone.now() - timedelta(hours=3)
    Input.objects.filter(pk=given.pk).update(created_at=moment, waiting_since=moment)


def earlier(now):
    """The page's text as it was at first."""
    blocks = [block | {"value": content.EARLIER.get(n, block["value"])} for n, block in enumerate(now)]
    return [*blocks, {"type": "text", "value": content.TAKEN_OUT, "id": GONE_ID}]


def publish(page, blocks, *, by):
    page.body = json.dumps([dict(block) for block in blocks])
    page.save_revision(user=by).publish(user=by)


def say(slug, block, *row, coordinator):
    """One row of the content, said, answered, and moved to when it was."""
    kind, text, quote, theme, name, organisation, shown_as, visibility, days, verdict, answer = row
    page = ConceptPage.objects.get(slug=slug)
    place = find_place(page.pk, block_of(page, block))
    said = Said(
        text=text,
        kind=kind,
        quote=Quote(quote) if quote else None,
        name=name,
        organisation=organisation,
        visibility=visibility,
        shown_as=shown_as,
    )
    given = give_comment(place, said=said, person=person_for(email_of(name)), files=files_with(text))
    decide(given, verdict=verdict, answer=answer, coordinator=coordinator)
    moment = timezone.now() - timedelta(days=days, minutes=37 * days)
    date_back(given, theme=theme, given=moment)
    BlockText.objects.filter(pk=given.written_to_id).update(seen_at=moment)


def files_with(text):
    """The documents that go with a comment, each set as a PDF."""
    return [
        checked(ContentFile(typst.compile(source.encode(), pdf_standards=["ua-1"]), name=name))
        for name, source in content.ATTACHED.get(text, [])
    ]


def block_of(page, block):
    if block is None:
        return None
    return block_id(page.body[-1] if block == GONE else page.body[block])
