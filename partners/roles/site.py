"""What roles add to the workspace's menu, to the site's search and to its map."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.searching import Group, Hit, register_searcher
from home.sitemaps import AddedSitemap, register_sitemap
from partners.roles.models import Role
from partners.workspace import workspace_item
from portal.prepared import Given, Prepared

HITS_SHOWN = 10
TEXTS = ("title", "need", "text", "rent", "equipment", "law")

workspace_item(
    gettext_lazy("The roles"), "role_list", icon="clipboard", order=22, group=gettext_lazy("The concept")
)


@Prepared
def _holding():
    """Roles that hold the words in either language. There are some tens of them: no index is needed."""
    names = [f"{name}{language}" for name in TEXTS for language in ("", "_en")]
    words = SearchVector(*names, "area__name", "area__name_en", config="norwegian")
    sought = SearchQuery(Given("words"), config="norwegian", search_type="raw")
    return Role.objects.for_list().alias(words=words).filter(words=sought).in_order()[: HITS_SHOWN + 1]


@register_searcher("roles", gettext_lazy("Roles"), order=20)
def search_roles(query, request):
    """Roles by all that is told of them."""
    found = _holding(words=query.tsquery)
    return Group(
        hits=[hit(role, query) for role in found[:HITS_SHOWN]],
        more=len(found) > HITS_SHOWN,
        more_url=reverse("role_list"),
    )


def hit(role, query):
    return Hit(
        title=str(role),
        url=role.get_absolute_url(),
        kind=_("Role"),
        excerpt=query.excerpt(" ".join(filter(None, (role.told(name) for name in TEXTS[1:])))),
        note="" if role.state == Role.State.OPEN else role.get_state_display(),
    )


class RoleSitemap(AddedSitemap):
    """The list of roles, and each role; one query."""

    def items(self):
        return ["role_list", *Role.objects.in_order().only("slug")]

    def location(self, item):
        return item.get_absolute_url() if isinstance(item, Role) else reverse(item)


register_sitemap("roles", RoleSitemap)
