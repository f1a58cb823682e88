from django.contrib.auth.models import Permission
from wagtail import hooks

from partners.inputs.admin import UnansweredPanel, input_desk, theme_desk
from partners.inputs.letters import NAMES
from partners.inputs.rules import may_answer
from partners.log_actions import register_all
from portal.mail.admin import name_kinds

name_kinds(NAMES)


@hooks.register("register_log_actions")
def log_actions(actions):
    register_all(actions)


@hooks.register("register_admin_viewset")
def desks():
    return [input_desk, theme_desk]


@hooks.register("register_permissions")
def input_permissions():
    return Permission.objects.filter(
        content_type__app_label="partners",
        codename__in=["answer_input", "add_theme", "change_theme", "delete_theme"],
    )


@hooks.register("construct_homepage_panels")
def unanswered_inputs(request, panels):
    if may_answer(request.user):
        panels.append(UnansweredPanel())
