"""What calls for volunteers add to the workspace's menu, to groups, to «My page» and to what waits."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.callouts.models import CallOut, Volunteer
from partners.callouts.reading import rows_of
from partners.callouts.rules import may_call_out
from partners.groups.models import GroupMember, WorkingGroup
from partners.groups.sections import group_section
from partners.people.sections import my_section
from partners.people.waiting import Waiting, waits
from partners.workspace import workspace_item

workspace_item(
    gettext_lazy("Volunteer work"),
    "call_outs",
    icon="hand-heart",
    order=53,
    group=gettext_lazy("Cooperation"),
)


@group_section(order=42)
def call_outs_of_group(request, group, member):
    """What people can help with; nothing for who may not call for any when there is none. Two queries."""
    rows = rows_of(CallOut.objects.coming().filter(group=group), request.user)
    if not rows and not may_call_out(member):
        return None
    context = {"group": group, "rows": rows, "may_call_out": may_call_out(member)}
    return "partners/callouts/_group_section.html", context


@my_section(order=24)
def my_volunteering(request, person):
    """What one has said that one comes to; nothing for who has not. Two queries."""
    standing = Volunteer.objects.standing().filter(user=request.user)
    rows = rows_of(CallOut.objects.coming().filter(pk__in=standing.values("call_out")), request.user)
    return ("partners/callouts/_my_section.html", {"rows": rows}) if rows else None


@waits(order=24)
def volunteers_wait(request):
    """Those who want to help in groups that one leads. One query."""
    led = GroupMember.objects.leaders().filter(user=request.user, group__state=WorkingGroup.State.ACTIVE)
    coming = CallOut.objects.coming().filter(group__in=led.values("group"))
    asking = Volunteer.objects.asking().filter(call_out__in=coming).select_related("call_out", "user")
    return [
        Waiting(
            text=_("%(who)s wants to help with %(title)s")
            % {"who": each.shown_name, "title": each.call_out.title},
            url=each.call_out.get_absolute_url(),
            label=_("Answer"),
        )
        for each in asking
    ]
