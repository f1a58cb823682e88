"""The demo's public pages in Norwegian: front page, concept, news and standing pages."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings as conf
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Site

from demo import pictures
from demo.blocks import stream, timeline
from demo.content import concepts, news
from demo.content.texts import INVITATION
from demo.study import study
from home.models import (
    ConceptIndexPage,
    ConceptPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    SiteSettings,
    StandardPage,
)

NORWEGIAN_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
DEADLINE = timedelta(days=40)
# The settings link to this one, so the list at the bottom of the page need not.
ACCESSIBILITY = "Tilgjengelighetserklæring"


def settings():
    """Who runs the demo's programme, and the address it is read at."""
    address = urlsplit(conf.SITE_URL)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=address.port or 80)
    SiteSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={
            "programme_name": "Omigjen",
            "municipality": "Asker kommune",
            "municipality_en": "Asker municipality",
            "organisation_number": "920 125 298",
            "contact_name": "Prosjektleder Omigjen",
            "contact_name_en": "Project manager, Omigjen",
            "contact_email": "omigjen@example.no",
            "contact_phone": "00 00 00 00",
            "footer_text": (
                "Omigjen er et pilotprosjekt i regi av Asker kommune. "
                "Personer og virksomheter i demoen er oppdiktet."
            ),
            "footer_text_en": (
                "Omigjen is a pilot run by Asker municipality. "
                "People and businesses in this demo are invented."
            ),
            "accessibility_url": "/tilgjengelighetserklaering/",
        },
    )


def add(parent, page, *, published=None):
    """Publish a page under its parent, as an editor would, with its first revision."""
    page.slug = page.slug or slugify(page.title.lower().translate(NORWEGIAN_LETTERS))
    parent.add_child(instance=page)
    page.save_revision().publish()
    if published:
        type(page).objects.filter(pk=page.pk).update(first_published_at=published)
    return page


def concept_pages(front):
    """The concept and its three parts. The page about the pilot stands beside them."""
    index = add(
        front,
        ConceptIndexPage(slug="konsept", show_in_menus=True, **concepts.INDEX),
    )
    deadline = timezone.localdate() + DEADLINE
    for text in concepts.CONCEPTS:
        page = ConceptPage(
            title=text["title"],
            intro=text["intro"],
            labels=", ".join(text["labels"]),
            palette=text["palette"],
            input_deadline=deadline,
            icons=stream([("icon", name) for name in text["icons"].split()], seed=text["title"] + " icons"),
            body=stream([*text["body"], concepts.GIVE_INPUT], seed=text["title"]),
            sidebar=stream(
                [
                    ("row", {"term": "Status", "value": "Åpent for innspill"}),
                    ("row", {"term": "Prøvedrift", "value": "To år"}),
                    ("row", {"term": "Areal i skissen", "value": "1 500 m²"}),
                ],
                seed=text["title"] + " sidebar",
            ),
            documents=stream([("document", study().pk)], seed=text["title"] + " documents"),
        )
        add(index, page)
    return index


def pilot_page(front):
    steps = timeline(concepts.TIMELINE, heading="Planen for to år")
    page = StandardPage(
        title=concepts.BACKGROUND["title"],
        slug="om-piloten",
        intro=concepts.BACKGROUND["intro"],
        show_in_menus=True,
        body=stream(
            [steps if part[0] == "timeline" else part for part in concepts.BACKGROUND["body"]], seed="pilot"
        ),
    )
    return add(front, page)


def news_pages(front, *, meeting_url):
    """News from the last two months; the invitation is the newest."""
    index = add(
        front,
        NewsIndexPage(
            title="Aktuelt",
            slug="aktuelt",
            intro="Nytt om Omigjen og arbeidet med piloten.",
            show_in_menus=True,
        ),
    )
    today = timezone.localdate()
    for days, title, lead, tags, body in sorted(news.NEWS, reverse=True, key=lambda item: item[0]):
        parts = invitation_news(meeting_url) if body == "invitation" else body
        page = NewsPage(
            title=title,
            intro=lead,
            date=today - timedelta(days=days),
            body=stream(parts, seed=title),
            picture=pictures.patchwork_picture(title, seed=title),
        )
        page.tags.add(*tags)
        add(index, page, published=timezone.now() - timedelta(days=days))
    return index


def invitation_news(meeting_url):
    """The invitation of the municipality, as news."""
    return [
        ("text", INVITATION["background"]),
        ("text", INVITATION["why"]),
        (
            "call_to_action",
            {
                "heading": "Bli med på dialogmøtet",
                "text": "Møtet er gratis og åpent for alle. Du får lenken på e-post.",
                "button": {"label": "Se program og meld deg på", "page": None, "address": meeting_url},
            },
        ),
        ("heading", "Les mer"),
        ("study", ""),
    ]


def standing_pages(front):
    for title, intro, body in news.STANDARD:
        page = StandardPage(title=title, intro=intro, body=stream(body, seed=title))
        page.in_footer = title != ACCESSIBILITY
        add(front, page)


def front_page(*, concept_url, meeting_url):
    """Dress the front page that every installation starts with."""
    front = HomePage.objects.get(locale__language_code="nb")
    front.hero_tag = "Pilot over to år · Åpent for innspill"
    front.hero_title = "Ting fortjener en runde til"
    front.intro = (
        "Omigjen skal gjøre det enkelt å kjøpe brukt, reparere og låne i Asker. Kommunen utvikler senteret "
        "sammen med bedrifter, frivillige og innbyggere. Nå trenger vi deg."
    )
    buttons = [("Meld deg på dialogmøte", meeting_url), ("Se konseptet", concept_url)]
    front.buttons = stream(
        [("button", {"label": label, "page": None, "address": url}) for label, url in buttons],
        seed="front buttons",
    )
    facts = [
        ("3", "konsepter å mene noe om"),
        ("1 500", "kvadratmeter i skissen"),
        ("2", "år med prøvedrift"),
    ]
    front.facts = stream(
        [("fact", {"number": number, "label": label}) for number, label in facts], seed="front facts"
    )
    front.body = stream(
        [
            (
                "concepts",
                {
                    "heading": "Tre forslag til hva Omigjen kan bli",
                    "lead": (
                        "Les konseptene og fortell oss hva som mangler. "
                        "Innspillene avgjør hva vi tar med inn i piloten."
                    ),
                },
            ),
            timeline(
                concepts.TIMELINE,
                heading="Slik prøver vi i to år",
                lead="Vi starter i det små, måler underveis og bestemmer veien videre sammen.",
            ),
            ("news", {"heading": "Aktuelt"}),
        ],
        seed="front",
    )
    front.save_revision().publish()
    return front
