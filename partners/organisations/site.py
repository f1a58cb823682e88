"""What organisations add to the workspace's menu, the front page, «My page», search and the site map."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.searching import Group, Hit, register_searcher
from home.sections import front_section
from home.sitemaps import AddedSitemap, register_sitemap
from partners.organisations.acting import standing_of
from partners.organisations.models import Organisation
from partners.people.sections import my_section
from partners.workspace import workspace_item

HITS_SHOWN = 10

workspace_item(_("Overview"), "workspace", icon="house", order=10, group=_("Workspace"))
workspace_item(_("Partners"), "partner_directory", icon="handshake", order=70, group=_("Organisations"))
workspace_item(
    _("New organisation"), "find_organisation", icon="buildings", order=80, group=_("Organisations")
)


@my_section(order=20)
def my_organisations(request, person):
    """The organisations that one acts for or has asked to join, and the way to the workspace."""
    return "partners/organisations/_mine.html", {"memberships": standing_of(request).memberships}


@front_section(order=48)
def become_partner(request, page):
    """The two ways to become a partner."""
    return "partners/organisations/_front_section.html", {}


@register_searcher(order=20)
def search_partners(query, request):
    """Partners whose profile is public, by name."""
    rows = Organisation.objects.listed(to_partners=False).matching(query.text).order_by("sort_name", "pk")
    found = list(rows[: HITS_SHOWN + 1])
    return Group(
        label=gettext("Partners"),
        hits=[hit(organisation, query) for organisation in found[:HITS_SHOWN]],
        more=len(found) > HITS_SHOWN,
        more_url=f"{reverse('partner_directory')}?{urlencode({'q': query.text})}",
    )


def hit(organisation, query):
    it = organisation
    return Hit(
        title=it.name,
        url=it.get_profile_url(),
        kind=it.get_kind_display(),
        excerpt=query.excerpt("\n".join(filter(None, [it.about, it.offers, it.needs, ", ".join(it.tags)]))),
        note=it.place,
    )


class PartnerSitemap(AddedSitemap):
    """The profiles that everybody may read, and the directory and its map as soon as there is one."""

    def items(self):
        public = list(Organisation.objects.listed(to_partners=False).only("pk").order_by("pk"))
        return ["partner_directory", "partner_map", *public] if public else []

    def location(self, item):
        return item.get_profile_url() if isinstance(item, Organisation) else reverse(item)


register_sitemap("partners", PartnerSitemap)
