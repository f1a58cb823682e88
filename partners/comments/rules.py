"""Who may do what with a comment. Who may read which stands in `InputQuerySet.visible_to`."""

from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.threads.rules import FREE_TO_EDIT


def may_change(user, input):
    """Its giver may change it and take it back; what is hidden or withdrawn stays as it is."""
    if not (user.is_authenticated and input.kind and input.giver_id):
        return False
    is_theirs = input.giver.user_id == user.pk
    return is_theirs and input.status != Input.Status.HIDDEN and not input.is_withdrawn


def is_fresh(input):
    """So new that it may be mended without a trace, unless somebody has answered it."""
    return timezone.now() < input.created_at + FREE_TO_EDIT


def may_set_periods(user):
    """Who works with the pages in the admin: editors and coordinators."""
    return user.is_active and (may_answer(user) or PagePermissionPolicy().user_has_permission(user, "change"))


def may_set_period(user, page):
    """Coordinators, and who may edit the page, say when it takes comments."""
    return may_answer(user) or page.permissions_for_user(user).can_edit()
