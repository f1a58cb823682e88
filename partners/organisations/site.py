"""What organisations add to the workspace's menu and to the site's own."""

from django.utils.translation import gettext_lazy as _

from home.menu import menu_item
from partners.workspace import workspace_item

menu_item(_("Become a partner"), "become_partner")
workspace_item(_("Overview"), "workspace", icon="house", order=10, group=_("Workspace"))
workspace_item(_("New organisation"), "find_organisation", icon="buildings", order=80, group=_("You"))
