"""One's visits: in the copy of one's data, and to the workspace's menu."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.overview.models import Visit
from partners.people.erasing import erases
from partners.people.telling import Chapter, facts_of, tells
from partners.workspace import workspace_item

workspace_item(gettext_lazy("Overview"), "workspace", icon="house", order=10, group=gettext_lazy("Workspace"))


@tells(Visit, order=90)
def tell_of_visits(subject):
    """When they were at their overview."""
    rows = [facts_of(visit, "seen_at", "before") for visit in Visit.objects.filter(user=subject.user)]
    return Chapter("visits", _("Your visits to the workspace"), rows)


@erases(Visit, order=60)
def erase_visits(subject):
    Visit.objects.filter(user=subject.user).delete()
