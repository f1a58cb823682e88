from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.mail.admin import LETTER_LOG_ACTIONS, name_kinds, outbox_desk
from portal.mail.backend import KIND as MESSAGE

name_kinds({MESSAGE: _("Account: code or notice")})


@hooks.register("register_admin_viewset")
def letters():
    return outbox_desk


@hooks.register("register_log_actions")
def log_actions(actions):
    for action, (label, message) in LETTER_LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_permissions")
def letter_permissions():
    return Permission.objects.filter(
        content_type__app_label="portal", codename__in=["view_letter", "change_letter"]
    )


@hooks.register("insert_global_admin_css")
def desk_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
