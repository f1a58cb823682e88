"""Working groups in search: for those who may know of them."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.searching import Group, Hit, register_searcher
from partners.groups.access import groups_told_to

HITS_SHOWN = 10
WORDS = SearchVector("name", "summary", "purpose", config="norwegian")


@register_searcher("groups", gettext_lazy("Working groups"), order=35, inside=True)
def search_groups(query, request):
    """Groups by name, summary and purpose, as far as a signed-in reader may read these. One query."""
    sought = SearchQuery(query.tsquery, config="norwegian", search_type="raw")
    told = groups_told_to(request.user)
    found = list(told.alias(words=WORDS).filter(words=sought).in_order()[: HITS_SHOWN + 1])
    return Group(
        hits=[_hit(group, query) for group in found[:HITS_SHOWN]],
        more=len(found) > HITS_SHOWN,
        more_url=reverse("group_list"),
    )


def _hit(group, query):
    return Hit(
        title=group.name,
        url=group.get_absolute_url(),
        kind=_("Working group"),
        excerpt=query.excerpt(f"{group.summary} {group.purpose}"),
        note="" if group.is_active else group.get_state_display(),
    )
