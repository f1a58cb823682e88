"""What coverage adds to the workspace's menu, to roles and their lists, and to the front page."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from home.sections import front_section
from partners.coverage.access import list_reader
from partners.coverage.coverage import coverage_of
from partners.coverage.facts import facts_of
from partners.proposals.models import Proposal
from partners.roles.models import Role
from partners.roles.sections import role_badge, role_section
from partners.workspace import overview_section, workspace_item
from portal.prepared import Prepared

CARDS = 8

workspace_item(_("Needs and roles"), "coverage", icon="puzzle", order=20, group=_("The concept"))


@role_badge
def badges(roles):
    """How far each role is covered, as everybody may know; one query."""
    found = coverage_of(roles)
    template = "partners/coverage/_badge.html"
    return {role.pk: (template, {"coverage": found[role.pk], "role": role}) for role in roles}


@role_section(order=10, aside=True)
def coverage_of_role(request, role):
    """How far the role is covered, without names."""
    reader = list_reader(request)
    coverage = coverage_of([role], reader)[role.pk]
    context = {"coverage": coverage, "role": role, "shows_offered": reader.user is not None}
    return "partners/coverage/_role_section.html", context


_roles = Prepared(
    lambda: Role.objects.annotate(
        proposals=Count("offers", filter=Q(offers__version__current_of__status__in=Proposal.SHOWN))
    ).order_by("order", "title", "pk")
)


@overview_section(order=10)
def coverage_in_numbers(request):
    """How far the roles are covered, as everybody may know; two queries."""
    roles = list(Role.objects.for_list().in_order())
    if not roles:
        return None
    facts = facts_of(roles, coverage_of(roles))
    return "partners/coverage/_overview.html", {"facts": facts}


@front_section(order=25)
def roles_to_fill(request, page):
    """The first roles that take proposals, each with how many there are; one query."""
    roles = _roles()
    open_ones = [role for role in roles if role.takes_proposals]
    if not open_ones:
        return None
    return "partners/coverage/_front_section.html", {"roles": open_ones[:CARDS], "total": len(roles)}
