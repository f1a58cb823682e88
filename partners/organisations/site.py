"""What organisations add to the workspace's menu, to the front page, and to «My page»."""

from django.utils.translation import gettext_lazy as _

from home.sections import front_section
from partners.organisations.acting import standing_of
from partners.people.sections import my_section
from partners.workspace import workspace_item

workspace_item(_("Overview"), "workspace", icon="house", order=10, group=_("Workspace"))
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
