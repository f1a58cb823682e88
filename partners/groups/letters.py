"""The letters about groups: to leaders, to who asks or is invited, to who has lost a place or leads now."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.groups.models import GroupInvitation, GroupMember, JoinRequest, WorkingGroup
from partners.groups.offers import told_of_in, write_offer
from partners.people.models import User
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

ASKED = "groups.asked"
ACCEPTED = "groups.accepted"
DECLINED = "groups.declined"
INVITATION = "groups.invitation"
REMOVED = "groups.removed"
LEADS = "groups.leads"

NAMES = {
    ASKED: gettext_lazy("Somebody asks to join a working group"),
    ACCEPTED: gettext_lazy("Let into a working group"),
    DECLINED: gettext_lazy("Not let into a working group"),
    INVITATION: gettext_lazy("Invitation to a working group"),
    REMOVED: gettext_lazy("Removed from a working group"),
    LEADS: gettext_lazy("Leads a working group from now on"),
}

TOPICS = [
    (
        Topic(
            "groups.requests",
            gettext_lazy("Somebody asks to join a working group"),
            gettext_lazy("When somebody wants to join a group that you lead. It waits on My page too."),
            order=52,
        ),
        [ASKED],
    ),
    (
        Topic(
            "groups.places",
            gettext_lazy("Your working groups"),
            gettext_lazy("When you are invited, let in or removed, and when you become a leader."),
            order=82,
            needed=gettext_lazy("They are decisions about what you may do."),
        ),
        [ACCEPTED, DECLINED, INVITATION, REMOVED, LEADS],
    ),
]


def write_asked(request):
    """To each leader who can act."""
    group, key = request.group, request.pk
    for leader in group.members.leaders().at_hand().select_related("user"):
        _write(leader.user, ASKED, group, key=key, language=leader.language, request=key)


def write_answer(request, kind):
    _write(request.user, kind, request.group, key=request.pk, language=request.language, request=request.pk)


def write_place(member, kind, *, key):
    """To somebody whose place has changed or ended. `key` is of what was logged about it."""
    _write(member.user, kind, member.group, key=key, language=member.language)


def write_invitation(invitation):
    write_offer(INVITATION, invitation, to=invitation.to)


def _write(user, kind, group, *, key, language, **data):
    outbox.write(
        kind,
        to=user.email,
        data={"group": group.pk, "user": user.pk} | data,
        dedupe_key=f"{kind}:{group.pk}:{user.pk}:{key}",
        about=f"group:{group.pk}",
        language=language,
    )


def _address(letter, name, *arguments):
    with override(letter.language):
        return absolute(reverse(name, args=arguments))


def _told(letter, subject, template, *, page="group", **context):
    """A letter with a link to a page of the group; None when the group or its reader is gone."""
    group = WorkingGroup.objects.filter(pk=letter.data["group"]).first()
    if group is None or not User.objects.filter(pk=letter.data["user"]).exists():
        return None
    named = {"name": group.name}
    return Composed(
        subject=subject % named,
        template=f"groups/{template}",
        context={"group": group, "url": _address(letter, page, group.slug)} | context,
        why=_("You get this because of your place in the working group %(name)s.") % named,
    )


def compose_asked(letter):
    """Somebody wants to join; nothing to say when that is settled, or to who leads no more."""
    asked = JoinRequest.objects.waiting().filter(pk=letter.data["request"])
    asked = asked.select_related("user", "organisation").first()
    leads = GroupMember.objects.leaders().filter(group=letter.data["group"], user=letter.data["user"])
    if asked is None or not leads.exists():
        return None
    return _told(letter, _("Somebody asks to join %(name)s"), "asked", page="group_members", asked=asked)


def compose_accepted(letter):
    return _told(letter, _("You are in the working group %(name)s"), "accepted")


def compose_declined(letter):
    return _told(letter, _("You were not let into %(name)s"), "declined", url="")


def compose_removed(letter):
    return _told(letter, _("You are no longer in %(name)s"), "removed", url="")


def compose_leads(letter):
    """To who leads from now on; nothing when they already have stepped down."""
    leads = GroupMember.objects.leaders().filter(group=letter.data["group"], user=letter.data["user"])
    if not leads.exists():
        return None
    return _told(letter, _("You lead the working group %(name)s"), "leads")


def compose_invitation(letter):
    """The way in; none for an invitation that is over, or that a later letter has replaced."""
    invitations = GroupInvitation.objects.in_force().select_related("group", "invited_by")
    invitation = told_of_in(letter, invitations)
    if invitation is None:
        return None
    named = {"name": invitation.group.name}
    return Composed(
        subject=_("Invitation to the working group %(name)s") % named,
        template="groups/invitation",
        context={
            "invitation": invitation,
            "group": invitation.group,
            "inviter": invitation.invited_by.name if invitation.invited_by else "",
            "url": _address(letter, "group_invitation", invitation.token),
        },
        why=_("You get this because somebody in %(name)s has invited you.") % named,
    )


COMPOSERS = {
    ASKED: compose_asked,
    ACCEPTED: compose_accepted,
    DECLINED: compose_declined,
    REMOVED: compose_removed,
    LEADS: compose_leads,
}
# What it says opens a door: nobody but its reader sees it, and it is not kept.
PRIVATE_COMPOSERS = {INVITATION: compose_invitation}
