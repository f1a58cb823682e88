"""What organisations add to the workspace's menu, the front page, «My page», search and the site map."""

from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery
from django.db.models import CharField, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from home.searching import Group, Hit, register_searcher
from home.sections import front_section
from home.sitemaps import AddedSitemap, register_sitemap
from partners.happenings import LATEST, Happening, link, tells_what_happened
from partners.organisations.acting import standing_of
from partners.organisations.models import Membership, Organisation
from partners.organisations.rules import (
    is_partner,
    may_enter,
    may_manage,
    may_represent,
    may_submit,
    may_verify,
)
from partners.people.listing import PersonColumn, person_column
from partners.people.reach import Line, Part, ability, reaches
from partners.people.sections import my_section
from partners.workspace import in_frame, overview_section, workspace_item
from portal.prepared import Given, Prepared

HITS_SHOWN = 10

in_frame("standing")(standing_of)
workspace_item(_("Partners"), "partner_directory", icon="handshake", order=70, group=_("Organisations"))
workspace_item(
    _("New organisation"), "find_organisation", icon="buildings", order=80, group=_("Organisations")
)


@my_section(order=20)
def my_organisations(request, person):
    """The organisations that one acts for or has asked to join, and the way to the workspace."""
    return "partners/organisations/_mine.html", {"memberships": standing_of(request).memberships}


@overview_section(order=60)
def own_organisations(request):
    """Those that one acts for, and the way to another; the frame has read them."""
    return "partners/organisations/_overview.html", {}


@tells_what_happened
def new_partners(request):
    """Who was approved as a partner, for who may know of them; one query."""
    inside = is_partner(request.user, standing_of(request).memberships)
    kind = ContentType.objects.get_for_model(Organisation)
    approvals = ModelLogEntry.objects.filter(content_type=kind, action="partners.organisation.verify")
    latest = approvals.order_by("-timestamp")[:LATEST].annotate(key=Cast("object_id", IntegerField()))
    when = approvals.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by("-timestamp")
    partners = Organisation.objects.listed(to_partners=inside).filter(pk__in=latest.values("key"))
    partners = partners.annotate(approved_at=Subquery(when.values("timestamp")[:1]))
    return [
        Happening(
            partner.approved_at,
            icon="handshake",
            color="gronn",
            words=format_html(
                gettext("{partner} became a partner"), partner=link(partner.get_profile_url(), partner.name)
            ),
        )
        for partner in partners
    ]


@front_section(order=48)
def become_partner(request, page):
    """The two ways to become a partner."""
    return "partners/organisations/_front_section.html", {}


ability(_("Approve, suspend and merge organisations"), may_verify)
person_column(
    PersonColumn(
        "organisations",
        _("Organisations"),
        words=lambda user: ", ".join(each.organisation.name for each in user.memberships.all()) or "–",
        prefetch=Prefetch(
            "memberships",
            Membership.objects.active().select_related("organisation").order_by("organisation__name", "pk"),
        ),
        search=("memberships__organisation__name",),
    )
)
# What a membership lets somebody do, by its rule.
ALLOWED = (
    (may_enter, _("see its pages")),
    (may_represent, _("write drafts for it")),
    (may_submit, _("hand in for it")),
    (may_manage, _("invite, let in and remove people, and change its profile")),
)


@reaches(order=20)
def memberships(user):
    """Every organisation they are in or ask to join, and what that allows now."""
    mine = Membership.objects.filter(user=user).select_related("organisation")
    lines = [_membership(each) for each in mine.order_by("organisation__name", "pk")]
    return Part(gettext("Organisations"), lines, gettext("In none."))


def _membership(membership):
    role = membership.get_role_display() if membership.is_active else membership.get_state_display()
    allowed = [str(words) for may, words in ALLOWED if may(membership)]
    can = (
        gettext("Can: %(what)s.") % {"what": ", ".join(allowed)}
        if allowed
        else gettext("Can do nothing now.")
    )
    answer = f"{role}, {membership.organisation.get_status_display().lower()}"
    return Line(membership.organisation.name, answer, can)


@Prepared
def _holding():
    sought = SearchQuery(Given("words"), config="norwegian", search_type="raw")
    listed = Organisation.objects.listed(to_partners=False)
    return listed.filter(search=sought).order_by("sort_name", "pk")[: HITS_SHOWN + 1]


@register_searcher("partners", _("Partners"), order=20)
def search_partners(query, request):
    """Partners whose profile is public, by name."""
    found = _holding(words=query.tsquery)
    return Group(
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
