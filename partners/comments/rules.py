"""Who may do what with a comment. Who may read which stands in `InputQuerySet.visible_to`."""

from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.inputs.traces import has_trace
from partners.organisations.rules import may_submit
from partners.threads.rules import FREE_TO_EDIT


def may_change(user, input):
    """Its giver may change it and take it back; what is hidden or withdrawn stays as it is."""
    if not (input.kind and is_own(user, input)):
        return False
    return input.status != Input.Status.HIDDEN and not input.is_withdrawn


def is_own(user, input):
    """Whether they gave it. `giver` must be there already."""
    return bool(user.is_authenticated and input.giver_id and input.giver.user_id == user.pk)


def is_fresh(input):
    """So new that it may be mended without a trace, unless somebody has answered it."""
    return timezone.now() < input.created_at + FREE_TO_EDIT


def may_attach(memberships):
    """Who acts for an approved organisation may send files along. `memberships` are the person's own."""
    return any(map(may_submit, memberships))


def may_change_files(input):
    """The files may be changed as long as a change of the text leaves no trace. At least one query."""
    return is_fresh(input) and not has_trace(input)


def may_set_periods(user):
    """Who works with the pages in the admin: editors and coordinators."""
    return user.is_active and (may_answer(user) or PagePermissionPolicy().user_has_permission(user, "change"))


def may_set_period(user, page):
    """Coordinators, and who may edit the page, say when it takes comments."""
    return may_answer(user) or page.permissions_for_user(user).can_edit()
