"""Documents in search: for those in their group."""

from django.contrib.postgres.search import CombinedSearchVector, SearchQuery, SearchRank, SearchVector
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.searching import Group, Hit, register_searcher
from partners.documents.models import GroupDocument

# A word that is everywhere would have everything ranked: the latest changed that match are good enough.
MOST_RANKED = 500
# A word in the title weighs more than one in the text.
TITLE = SearchVector("title", config="norwegian", weight="A")
WORDS = CombinedSearchVector(TITLE, "||", F("search"), config=None)


@register_searcher("documents", gettext_lazy("Documents in your working groups"), order=45, inside=True)
def search_documents(query, request):
    """Documents by title and the text of their latest version, best first, in one's own groups.

    Three queries.
    """
    found = list(_best(query, request.user)[: query.most + 1])
    return Group(
        hits=[_hit(document, query) for document in found[: query.most]],
        more=len(found) > query.most,
    )


def _best(query, user):
    """One step at a time: in one statement all that match would be ranked before the limit is looked at."""
    sought = SearchQuery(query.tsquery, config="norwegian", search_type="raw")
    matching = GroupDocument.objects.readable_by(user).filter(search=sought).in_order()
    latest = list(matching.values_list("pk", flat=True)[:MOST_RANKED])
    rows = GroupDocument.objects.filter(pk__in=latest).select_related("group").prefetch_related("versions")
    return rows.defer("search").order_by(SearchRank(WORDS, sought).desc(), "-changed_at", "-pk")


def _hit(document, query):
    return Hit(
        title=document.title,
        url=document.get_absolute_url(),
        kind=_("Document"),
        note=f"{document.latest.told}, {document.group.name}",
        excerpt=query.excerpt(document.text),
        date=document.changed_at,
    )
