from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from portal.mail.admin import name_kinds
from workshops import log_actions
from workshops.meetings import guards
from workshops.meetings.admin import MeetingsDesk
from workshops.meetings.panel import NextMeetingPanel
from workshops.meetings.rules import may_run
from workshops.signups import plan
from workshops.signups.admin import SignUpsDesk

name_kinds(
    {
        plan.CONFIRMATION: _("Confirmation of sign-up"),
        plan.LINK: _("Video link"),
        plan.LINK_AGAIN: _("Video link, one hour before"),
        plan.REMINDER: _("Reminder"),
        plan.THANKS: _("Thank-you after the meeting"),
        plan.PROMOTED: _("A seat from the waiting list"),
        plan.SIGNED_OFF: _("Sign-up cancelled"),
        plan.ALREADY: _("Already signed up"),
        plan.PERSONAL_LINKS: _("Personal links"),
        plan.CHANGED: _("New time, place or link"),
        plan.CANCELLED: _("Meeting cancelled"),
        plan.MESSAGE: _("Message to participants"),
    }
)


class MeetingsGroup(ViewSetGroup):
    items = (MeetingsDesk, SignUpsDesk)
    menu_label = _("Meetings")
    menu_name = "meetings-group"
    menu_icon = "calendar-alt"
    menu_order = 300


@hooks.register("register_admin_viewset")
def meetings():
    return MeetingsGroup()


@hooks.register("register_log_actions")
def meeting_log_actions(actions):
    log_actions.register(actions)


@hooks.register("register_permissions")
def meeting_permissions():
    return Permission.objects.filter(content_type__app_label="workshops", codename="run_workshop")


@hooks.register("construct_homepage_panels")
def next_meeting(request, panels):
    if may_run(request.user):
        panels.insert(0, NextMeetingPanel())


hooks.register("before_delete_page", guards.refuse_deletion)
hooks.register("before_bulk_action", guards.refuse_bulk_deletion)
