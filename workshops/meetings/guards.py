"""What Wagtail's admin must not do to a meeting."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from workshops.live.models import LiveRoom
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp


def refuse_deletion(request, page):
    """A page that people signed up for or met at, or one above: not deleted. For `before_delete_page`."""
    below = WorkshopPage.objects.descendant_of(page, inclusive=True)
    if SignUp.objects.filter(workshop__in=below).exists():
        why = _("People have signed up here, so the page can't be deleted. Cancel the meeting instead.")
    elif LiveRoom.objects.filter(workshop__in=below).exists():
        why = _("A live room has been opened here, so the page can't be deleted.")
    else:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_bulk_deletion(request, action_type, pages, action_class_instance):
    """The same for several at once. For `before_bulk_action`."""
    if action_type != "delete":
        return None
    refused = (refuse_deletion(request, page) for page in pages if isinstance(page, Page))
    return next((answer for answer in refused if answer), None)
