"""Makers of the public site's pages. Each makes something published and valid by itself."""

from datetime import date

from wagtail.models import Locale

from home.models import ConceptIndexPage, ConceptPage, HomePage, NewsIndexPage, NewsPage, StandardPage


def front(language="nb"):
    return HomePage.objects.get(locale__language_code=language)


def under(parent, page):
    """`page`, published under `parent` in its language."""
    page.locale = Locale.objects.get(pk=parent.locale_id)
    parent.refresh_from_db()
    return parent.add_child(instance=page)


def concepts(**fields):
    return under(
        front(),
        ConceptIndexPage(**{"title": "Konseptene", "slug": "konsept", "show_in_menus": True} | fields),
    )


def concept(index, title="Ombrukshuset", **fields):
    return under(index, ConceptPage(title=title, **fields))


def news_index(**fields):
    return under(front(), NewsIndexPage(**{"title": "Aktuelt", "slug": "aktuelt"} | fields))


def news(index, title="Vil du delta på dialogmøte?", *, day=date(2026, 5, 12), tags=(), **fields):
    page = under(index, NewsPage(title=title, date=day, **fields))
    page.tags.add(*tags)
    page.save()
    return page


def standard(parent=None, title="Personvern", **fields):
    return under(parent or front(), StandardPage(title=title, **fields))


BODY = [
    ("text", "<p>Ombrukssenteret gir ting en runde til.</p>"),
    ("heading", "Hva vi har lært"),
    ("subheading", "Enkelt for familier"),
    ("quote", {"text": "Vi kaster ting som andre leter etter.", "who": "En deltaker"}),
    ("facts", {"facts": [{"number": "12", "label": "roller"}]}),
    (
        "timeline",
        {
            "heading": "Planen",
            "lead": "",
            "steps": [
                {"time": "Vår 2026", "title": "Mulighetsstudie", "text": "", "state": "done"},
                {"time": "Høst 2026", "title": "Dialog", "text": "", "state": "now"},
            ],
        },
    ),
    ("needs", {"heading": "Det vi trenger", "needs": [{"title": "Transport", "text": "", "icon": "truck"}]}),
    (
        "call_to_action",
        {
            "heading": "Bli med",
            "text": "",
            "button": {"label": "Gi innspill", "page": None, "address": "/innspill/"},
        },
    ),
    ("video", {"title": "Visjonen", "url": "https://video.example/visjon", "poster": None, "text": ""}),
]
