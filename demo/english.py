"""The English pages of the demo, made as an editor makes them: as translations of the Norwegian ones."""

import json

from wagtail.models import Locale, Page

from demo.blocks import stream, timeline
from demo.content import english
from demo.meetings import agenda
from home.models import HomePage
from workshops.meetings.models import WorkshopPage


def translate():
    """Translate the pages that have English words, parents first, and then the front page."""
    locale = Locale.objects.get(language_code="en")
    pages = {}
    originals = Page.objects.filter(locale__language_code="nb", slug__in=english.PAGES)
    for original in originals.order_by("depth", "path").specific():
        pages[original.slug] = translate_page(original, locale)
    front_page({slug: page.url for slug, page in pages.items()})


def translate_page(original, locale):
    title, slug, intro, body = english.PAGES[original.slug]
    page = original.copy_for_translation(locale)
    page.title, page.slug, page.intro = title, slug, intro
    page.draft_title = title
    if body:
        page.body = same_blocks(stream(body, seed=slug), original.body.raw_data)
    if original.slug in english.LABELS:
        page.labels = english.LABELS[original.slug]
    if original.slug in english.TAGS:
        page.tags.set(english.TAGS[original.slug])
    if isinstance(page, WorkshopPage):
        page.agenda = agenda(english.AGENDA, seed=slug)
        page.questions = list(page.questions.all())
        for question, (text, help_text) in zip(page.questions.all(), english.QUESTIONS, strict=True):
            question.text, question.help_text = text, help_text
    page.save_revision().publish()
    return page


def same_blocks(translated, original):
    """The translated text, where each block is the one that stands in its place, as far as they are alike."""
    blocks = json.loads(translated)
    for block, other in zip(blocks, original, strict=False):
        if block["type"] != other["type"]:
            break
        block["id"] = other["id"]
    return json.dumps(blocks)


def front_page(urls):
    """Dress the English front page."""
    front = HomePage.objects.get(locale__language_code="en")
    for field, words in english.FRONT.items():
        setattr(front, field, words)
    buttons = [{"label": label, "page": None, "address": urls[slug]} for label, slug in english.BUTTONS]
    front.buttons = stream([("button", button) for button in buttons], seed="english buttons")
    facts = [("fact", {"number": number, "label": label}) for number, label in english.FACTS]
    front.facts = stream(facts, seed="english facts")
    steps = timeline(english.TIMELINE, heading="Two years of trial", lead="We start small and learn.")
    sections = [("concepts", english.CONCEPTS), steps, ("news", {"heading": "News"})]
    front.body = stream(sections, seed="english front")
    front.save_revision().publish()
