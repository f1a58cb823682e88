"""The letter to who is invited to one thread of a working group."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.discussions.models import GuestInvitation
from partners.groups.offers import told_of_in, write_offer
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

INVITATION = "discussions.invitation"
NAMES = {INVITATION: gettext_lazy("Invitation to a thread")}
TOPICS = [
    (
        Topic(
            "discussions.guests",
            gettext_lazy("Invitations to a thread"),
            gettext_lazy("When you are invited to one thread of a working group, as a guest."),
            order=83,
            needed=gettext_lazy("The letter holds the only way in."),
        ),
        [INVITATION],
    ),
]


def write_invitation(invitation):
    write_offer(INVITATION, invitation, to=invitation.email)


def compose_invitation(letter):
    """The way in; none for an invitation that is over, or that a later letter has replaced."""
    invitations = GuestInvitation.objects.in_force().select_related("discussion__group", "invited_by")
    invitation = told_of_in(letter, invitations)
    if invitation is None:
        return None
    discussion = invitation.discussion
    with override(letter.language):
        url = absolute(reverse("guest_invitation", args=[invitation.token]))
    return Composed(
        subject=_("Invitation to the thread “%(title)s”") % {"title": discussion.title},
        template="discussions/invitation",
        context={
            "invitation": invitation,
            "discussion": discussion,
            "group": discussion.group,
            "inviter": invitation.invited_by.name if invitation.invited_by else "",
            "url": url,
        },
        why=_("You get this because somebody in %(name)s has invited you.") % {"name": discussion.group.name},
    )


# What it says opens a door: nobody but its reader sees it, and it is not kept.
PRIVATE_COMPOSERS = {INVITATION: compose_invitation}
