"""What input adds to the site's own pages: counts on cards, sections, and hits in its search."""

from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.counts import card_count
from home.menu import menu_item
from home.searching import Group, Hit, register_searcher
from home.sections import front_section, page_section
from partners.happenings import Happening, link, tells_what_happened
from partners.inputs.models import Answer, Input
from partners.organisations.acting import standing_of
from partners.organisations.rules import is_partner
from partners.workspace import workspace_item
from portal.prepared import Given, IsAnyOf, Prepared
from portal.text import plain_excerpt

SHOWN = 3
HITS_SHOWN = 10
USED_SHOWN = 30

menu_item(gettext_lazy("Input and answers"), "input_list")
workspace_item(
    gettext_lazy("Input and answers"),
    "partner_inputs",
    icon="chat",
    order=50,
    group=gettext_lazy("The concept"),
    shown=lambda request: is_partner(request.user, standing_of(request).memberships),
)


_counts = Prepared(
    lambda: (
        Input.objects.public()
        .filter(IsAnyOf("page__translation_key", Given("keys")))
        .order_by()
        .values_list("page__translation_key")
        .annotate(Count("pk"))
    )
)


@card_count
def input_counts(pages):
    """«23 inputs» for each page that somebody has said something about, on whichever translation."""
    keys = {page.translation_key: page.pk for page in pages}
    rows = _counts(keys=list(keys))
    return {keys[key]: ngettext("%(n)s input", "%(n)s inputs", n) % {"n": n} for key, n in rows}


@page_section(order=50)
def said_about(request, page):
    """The latest that was said about a page, with the answers."""
    rows = Input.objects.public().with_words().about(page).select_related("theme", "written_to")
    inputs = list(rows.prefetch_related("answers").defer("search").newest_first()[:SHOWN])
    if not inputs:
        return None
    url = f"{reverse('input_list')}?{urlencode({'page': page.pk})}"
    return "partners/inputs/_page_section.html", {"inputs": inputs, "all_url": url}


@page_section(order=40)
def how_it_was_used(request, page):
    """What the versions of a page took up of what people had said about it, newest first; one query."""
    public = Input.objects.public().filter(page__translation_key=page.translation_key).order_by()
    given = Answer.objects.filter(version__isnull=False, input__in=public)
    given = given.select_related("input", "version")
    answers = list(given.order_by("-version__created_at", "-version", "input")[:USED_SHOWN])
    if not answers:
        return None
    versions = [
        {"at": version.created_at, "answers": list(told)}
        for version, told in groupby(answers, key=lambda answer: answer.version)
    ]
    url = f"{reverse('input_list')}?{urlencode({'page': page.pk})}"
    return "partners/inputs/_used_section.html", {"versions": versions, "all_url": url}


_latest = Prepared(
    lambda: (
        Answer.objects.filter(input__in=Input.objects.public().with_words().order_by())
        .select_related("input__theme")
        .order_by("-at", "-pk")[: SHOWN * 2]
    )
)


@front_section(order=45)
def latest_answers(request, page):
    """The latest answers from the municipality, each with the input that it answers; one query."""
    latest = {}
    for answer in _latest():
        latest.setdefault(answer.input_id, answer)
    if not latest:
        return None
    return "partners/inputs/_front_section.html", {"answers": list(latest.values())[:SHOWN]}


@tells_what_happened
def answers_given(request):
    """What the municipality answered, as everybody may read it; one query."""
    return [
        Happening(
            answer.at,
            icon="chat",
            color="korall",
            words=format_html(
                _("The municipality answered the input {input}"),
                input=link(answer.input.get_absolute_url(), plain_excerpt(answer.input.words, 60)),
            ),
        )
        for answer in _latest()
    ]


@register_searcher("inputs", gettext_lazy("Input and answers"), order=30)
def search_inputs(query, request):
    """Public input that holds the words, newest first."""
    rows = Input.objects.public().matching(query.text).select_related("theme").newest_first()
    found = list(rows[: HITS_SHOWN + 1])
    return Group(
        hits=[hit(input, query) for input in found[:HITS_SHOWN]],
        more=len(found) > HITS_SHOWN,
        more_url=f"{reverse('input_list')}?{urlencode({'q': query.text})}",
    )


def hit(input, query):
    return Hit(
        title=plain_excerpt(input.words, 80),
        url=input.get_absolute_url(),
        kind=_("Input"),
        excerpt=query.excerpt(input.words),
        note=input.get_status_display(),
        date=input.created_at,
    )
