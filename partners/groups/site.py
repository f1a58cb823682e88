"""What groups add to the workspace's menu, to «My page», to roles and to what waits for people."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.groups.access import groups_known_to
from partners.groups.invitations import invitations_to
from partners.groups.models import GroupMember, JoinRequest
from partners.groups.noticing import place_of_group
from partners.groups.rules import may_lead_groups
from partners.groups.sections import group_section
from partners.notices.reading import level_at
from partners.people.reach import ability
from partners.people.sections import my_section
from partners.people.waiting import Waiting, waits
from partners.roles.sections import role_section
from partners.workspace import workspace_item

workspace_item(
    gettext_lazy("Working groups"), "group_list", icon="persons", order=50, group=gettext_lazy("Cooperation")
)
ability(gettext_lazy("Start working groups"), may_lead_groups)


@group_section(order=90, aside=True)
def notices_from_group(request, group, member):
    """How much the member hears of the group. One query."""
    return "partners/groups/_notices.html", {"own_level": level_at(request.user, place_of_group(group.pk))}


@my_section(order=22)
def my_groups(request, person):
    """The groups that one is in, and those one has asked to join."""
    places = GroupMember.objects.filter(user=request.user).select_related("group", "organisation")
    asked = JoinRequest.objects.waiting().filter(user=request.user).select_related("group")
    context = {
        "places": list(places.order_by("group__state", "group__name", "pk")),
        "asked": list(asked),
    }
    return "partners/groups/_mine.html", context


@waits(order=22)
def groups_wait(request):
    """Requests to groups that one leads, and invitations to groups. Two queries."""
    led = GroupMember.objects.leaders().filter(user=request.user)
    asked = JoinRequest.objects.waiting().filter(group__in=led.values("group"))
    asked = asked.select_related("group", "user").order_by("created_at", "pk")
    return [_request(each) for each in asked] + [_invitation(each) for each in invitations_to(request.user)]


def _request(asked):
    return Waiting(
        text=_("%(who)s asks to join %(name)s") % {"who": asked.shown_name, "name": asked.group.name},
        url=reverse("group_members", args=[asked.group.slug]),
        label=_("Answer"),
    )


def _invitation(invitation):
    return Waiting(
        text=_("You are invited to the working group %(name)s") % {"name": invitation.group.name},
        url=reverse("own_group_invitation", args=[invitation.pk]),
        label=_("See the invitation"),
    )


@role_section(order=70)
def groups_of_role(request, role):
    """The groups at work with the role that the reader may know of, for who is signed in. One query."""
    if not request.user.is_authenticated:
        return None
    groups = list(groups_known_to(request.user).active().filter(roles=role).in_order())
    return ("partners/groups/_role_section.html", {"groups": groups}) if groups else None
