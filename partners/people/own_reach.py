"""What the page of what one can reach says of every account: the admin, groups, and single grants."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import page_permission_policy

from partners.people.grants import grants_of
from partners.people.guards import needs_second_factor, works_in_admin
from partners.people.reach import Line, Part, abilities_of, ability, reaches, yes_no
from partners.people.rules import may_see_people
from portal.mail.admin import may_handle_letters, may_see_letters

ability(
    gettext_lazy("Write and publish pages"),
    lambda user: page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"]),
)
ability(gettext_lazy("See everybody with an account"), may_see_people)
ability(gettext_lazy("Read the letters that are sent"), may_see_letters)
ability(gettext_lazy("Send letters again and take them back"), may_handle_letters)


@reaches(order=10)
def admin_access(user):
    """Whether the admin opens, and what may be done there."""
    lines = [Line(_("Opens the municipality's own pages"), _opens_admin(user))]
    lines.append(Line(_("Groups"), ", ".join(user.groups.values_list("name", flat=True)) or _("None")))
    if user.is_superuser:
        lines.append(Line(_("Superuser"), _("Yes"), _("May do everything, whatever the groups say.")))
    return Part(_("For the municipality"), lines + abilities_of(user))


def _opens_admin(user):
    if not works_in_admin(user):
        return _("No")
    if settings.STAFF_MFA_REQUIRED and needs_second_factor(user):
        return _("Not until they have a passkey or an app for codes")
    return yes_no(user.is_active)


@reaches(order=90)
def single_grants(user):
    """What was given to this person alone, or to a group of theirs, on single things."""
    lines = [
        Line(
            grant.thing,
            grant.right,
            _("%(kind)s, by the group %(group)s") % {"kind": grant.kind, "group": grant.by_group}
            if grant.by_group
            else grant.kind,
        )
        for grant in grants_of(user)
    ]
    return Part(_("Rights to single things"), lines, _("None."))
