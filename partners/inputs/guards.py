"""What Wagtail's admin must not do to a page that somebody has said something about."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from partners.inputs.models import Input


def refuse_deletion(request, page):
    """Such a page, or one above it, can't be deleted. For `before_delete_page`."""
    below = Page.objects.descendant_of(page, inclusive=True).order_by()
    if not Input.objects.filter(page__in=below).exists():
        return None
    messages.error(
        request,
        _("People have said something about this page, so it can't be deleted. Unpublish it instead."),
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_bulk_deletion(request, action_type, pages, action_class_instance):
    """The same for several at once. For `before_bulk_action`."""
    if action_type != "delete":
        return None
    refused = (refuse_deletion(request, page) for page in pages if isinstance(page, Page))
    return next((answer for answer in refused if answer), None)
