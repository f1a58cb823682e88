from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from partners.agreements.admin import agreement_desk
from partners.agreements.letters import NAMES as AGREEMENT_LETTERS
from partners.assessments.admin import ProposalsPanel, proposal_desk
from partners.assessments.letters import NAMES as ASSESSMENT_LETTERS
from partners.assessments.rules import may_decide
from partners.callouts.letters import NAMES as CALL_OUT_LETTERS
from partners.comments.admin import comment_desk
from partners.comments.letters import NAMES as COMMENT_LETTERS
from partners.decisions.letters import NAMES as DECISION_LETTERS
from partners.discussions.letters import NAMES as DISCUSSION_LETTERS
from partners.groups import guards as group_guards
from partners.groups.admin import group_desk
from partners.groups.letters import NAMES as GROUP_LETTERS
from partners.inbound.admin import mail_reply_desk
from partners.inbound.letters import NAMES as INBOUND_LETTERS
from partners.inputs import guards
from partners.inputs.admin import UnansweredPanel, input_desk, theme_desk
from partners.inputs.admin_used import ask_what_was_used
from partners.inputs.approval_letters import NAMES as APPROVAL_LETTERS
from partners.inputs.letters import NAMES as INPUT_LETTERS
from partners.inputs.rules import may_answer
from partners.log_actions import register_all
from partners.matching.admin import matching_desk
from partners.matching.letters import NAMES as MATCHING_LETTERS
from partners.minutes.letters import NAMES as MINUTES_LETTERS
from partners.notices.letters import NAMES as NOTICE_LETTERS
from partners.organisations.admin import WaitingPanel, organisation_desk
from partners.organisations.letters import NAMES as ORGANISATION_LETTERS
from partners.organisations.rules import may_verify
from partners.people.admin import people_desk
from partners.people.letters import NAMES as ACCOUNT_LETTERS
from partners.proposals.letters import NAMES as PROPOSAL_LETTERS
from partners.roles.admin import area_desk, phase_desk, role_desk
from partners.tasks.letters import NAMES as TASK_LETTERS
from partners.threads.admin import ReportsPanel, thread_desk
from partners.threads.letters import NAMES as THREAD_LETTERS
from partners.threads.rules import may_moderate
from portal.live.actions import shut_out_everywhere
from portal.mail.admin import name_kinds

for names in (
    INPUT_LETTERS,
    APPROVAL_LETTERS,
    COMMENT_LETTERS,
    NOTICE_LETTERS,
    ORGANISATION_LETTERS,
    ACCOUNT_LETTERS,
    PROPOSAL_LETTERS,
    ASSESSMENT_LETTERS,
    AGREEMENT_LETTERS,
    MATCHING_LETTERS,
    THREAD_LETTERS,
    GROUP_LETTERS,
    DISCUSSION_LETTERS,
    DECISION_LETTERS,
    TASK_LETTERS,
    CALL_OUT_LETTERS,
    MINUTES_LETTERS,
    INBOUND_LETTERS,
):
    name_kinds(names)


hooks.register("after_publish_page", ask_what_was_used)


@hooks.register("register_log_actions")
def log_actions(actions):
    register_all(actions)


@hooks.register("after_edit_user")
def let_rights_take_effect(request, user):
    """Groups may have been taken away, or the account closed: open pages are asked for their right anew."""
    shut_out_everywhere(user)


hooks.register("after_edit_user", group_guards.hand_over_when_shut)
hooks.register("before_delete_user", group_guards.leave_groups)
hooks.register("before_bulk_action", group_guards.leave_groups_together)


class RolesAndProposals(ViewSetGroup):
    menu_label = _("Roles and proposals")
    menu_name = "roles_and_proposals"
    menu_icon = "clipboard-list"
    menu_order = 240
    items = (proposal_desk, role_desk, agreement_desk, matching_desk, area_desk, phase_desk)


@hooks.register("register_admin_viewset")
def desks():
    return [
        input_desk,
        thread_desk,
        theme_desk,
        comment_desk,
        organisation_desk,
        group_desk,
        mail_reply_desk,
        people_desk,
        RolesAndProposals(),
    ]


@hooks.register("register_permissions")
def partner_permissions():
    written = [
        f"{verb}_{word}" for verb in ("add", "change", "delete") for word in ("theme", "area", "phase")
    ]
    return Permission.objects.filter(
        content_type__app_label="partners",
        codename__in=["answer_input", "verify_organisation", "lead_roles", *written],
    )


hooks.register("before_delete_page", guards.refuse_deletion)
hooks.register("before_bulk_action", guards.refuse_bulk_deletion)


@hooks.register("construct_homepage_panels")
def unanswered_inputs(request, panels):
    if may_answer(request.user):
        panels.append(UnansweredPanel())


@hooks.register("construct_homepage_panels")
def waiting_reports(request, panels):
    if may_moderate(request.user):
        panels.append(ReportsPanel())


@hooks.register("construct_homepage_panels")
def waiting_organisations(request, panels):
    if may_verify(request.user):
        panels.append(WaitingPanel())


@hooks.register("construct_homepage_panels")
def waiting_proposals(request, panels):
    if may_decide(request.user):
        panels.append(ProposalsPanel())
