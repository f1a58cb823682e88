"""Pages and documents, by one index over titles and text."""

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db.models import Func
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from home.documents import kind_of
from home.searching import Group, Hit, notes_of, register_searcher
from home.visibility import documents_for_all, visible_to_all

SHOWN = 30
# A word that is everywhere would have everything ranked: the first that match are good enough.
MOST_RANKED = 500


class Words(Func):
    """`(title || body)`, written as the index `home_search_words` has it."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchVectorField()

    def __init__(self):
        super().__init__("title", "body")


@register_searcher("pages", gettext_lazy("Pages and documents"), order=10)
def search_site(query, request):
    """Published pages of the reader's language and public documents, best first."""
    entries = list(_best(query)[: SHOWN + 1])
    hits = _page_hits(entries[:SHOWN], query, request) | _document_hits(entries[:SHOWN], query)
    return Group(
        hits=[hits[entry.pk] for entry in entries[:SHOWN] if entry.pk in hits],
        more=len(entries) > SHOWN,
    )


def _best(query):
    """Index entries that anybody may see, ranked among the first `MOST_RANKED` that match.

    One step at a time: in one statement PostgreSQL would rank all that match before it looks at the limit.
    """
    sought = SearchQuery(query.tsquery, config="norwegian", search_type="raw")
    matching = IndexEntry.objects.alias(words=Words()).filter(
        words=sought, content_type__in=[_document_type().pk, *_page_types()]
    )
    first = list(matching.values_list("pk", "content_type", "object_id")[:MOST_RANKED])
    return (
        IndexEntry.objects.filter(pk__in=_visible(first))
        .annotate(rank=SearchRank(Words(), sought))
        .defer("title", "body", "autocomplete")
        .order_by("-rank", "-pk")
    )


def _visible(entries):
    """The keys of those entries that anybody may see, in the reader's language."""
    document_type = _document_type().pk
    documents = {int(own): pk for pk, kind, own in entries if kind == document_type}
    pages = {int(own): pk for pk, kind, own in entries if kind != document_type}
    seen_pages = visible_to_all(Page.objects.filter(pk__in=pages, locale__language_code=get_language()))
    seen_documents = documents_for_all(get_document_model().objects.filter(pk__in=documents))
    return [
        *(pages[own] for own in seen_pages.values_list("pk", flat=True)),
        *(documents[own] for own in seen_documents.values_list("pk", flat=True)),
    ]


def _document_type():
    return ContentType.objects.get_for_model(get_document_model())


def _page_types():
    models = [model for model in _descendants(Page) if not model._meta.abstract]
    return [content_type.pk for content_type in ContentType.objects.get_for_models(*models).values()]


def _descendants(model):
    return [model, *(found for child in model.__subclasses__() for found in _descendants(child))]


def _page_hits(entries, query, request):
    entries = {
        int(entry.object_id): entry for entry in entries if entry.content_type_id != _document_type().pk
    }
    pages = list(Page.objects.filter(pk__in=entries))
    notes = notes_of(pages)
    return {
        entries[page.pk].pk: Hit(
            title=page.title,
            url=page.get_url(request),
            kind=capfirst(page.specific_class._meta.verbose_name),
            note=notes.get(page.pk, ""),
            excerpt=query.excerpt(entries[page.pk].body_text),
        )
        for page in pages
    }


def _document_hits(entries, query):
    entries = {
        int(entry.object_id): entry for entry in entries if entry.content_type_id == _document_type().pk
    }
    return {
        entries[document.pk].pk: Hit(
            title=document.title,
            url=document.url,
            kind=_("Document"),
            note=f"{kind_of(document).label}, {filesizeformat(document.get_file_size())}",
            excerpt=query.excerpt(entries[document.pk].body_text),
        )
        for document in get_document_model().objects.filter(pk__in=entries)
    }
