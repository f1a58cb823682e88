"""The letters about organisations: to who made one, to its members, and to those invited."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.organisations.models import Invitation, Membership, Organisation
from partners.organisations.tokens import digest, token_of
from partners.people.models import User
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

RECEIVED = "organisations.received"
DECIDED = "organisations.decided"
ASKED = "organisations.asked"
LET_IN = "organisations.let_in"
REFUSED = "organisations.refused"
REMOVED = "organisations.removed"
MERGED = "organisations.merged"
INVITATION = "organisations.invitation"

NAMES = {
    RECEIVED: gettext_lazy("Organisation registered"),
    DECIDED: gettext_lazy("Organisation approved, not approved, suspended or opened"),
    ASKED: gettext_lazy("Somebody asks to join an organisation"),
    LET_IN: gettext_lazy("Let into an organisation"),
    REFUSED: gettext_lazy("Not let into an organisation"),
    REMOVED: gettext_lazy("Removed from an organisation"),
    MERGED: gettext_lazy("Two organisations merged"),
    INVITATION: gettext_lazy("Invitation to an organisation"),
}

TOPICS = [
    (
        Topic(
            "organisations.requests",
            gettext_lazy("Somebody asks to join"),
            gettext_lazy(
                "When somebody wants to act for an organisation that you own. It waits on My page too."
            ),
            order=50,
        ),
        [ASKED],
    ),
    (
        Topic(
            "organisations.decisions",
            gettext_lazy("Your organisations"),
            gettext_lazy("When one is approved or suspended, and when you are invited, let in or removed."),
            order=80,
            needed=gettext_lazy("They are decisions about what you may do."),
        ),
        [RECEIVED, DECIDED, LET_IN, REFUSED, REMOVED, INVITATION, MERGED],
    ),
]


def about(organisation):
    return f"organisation:{organisation.pk}"


def write_to(user, kind, organisation, *, key, language, **data):
    """A letter about an organisation to somebody with an account."""
    outbox.write(
        kind,
        to=user.email,
        data={"organisation": organisation.pk, "user": user.pk} | data,
        dedupe_key=f"{kind}:{organisation.pk}:{user.pk}:{key}",
        about=about(organisation),
        language=language,
    )


def write_to_each(memberships, kind, organisation, *, key, **data):
    """The same letter to several members, each in the language of theirs."""
    for membership in memberships.select_related("user"):
        write_to(membership.user, kind, organisation, key=key, language=membership.language, **data)


def write_invitation(invitation):
    """The letter with the secret, which is made anew when the letter is composed: no row holds it."""
    outbox.write(
        INVITATION,
        to=invitation.email,
        data={"invitation": invitation.pk, "serial": invitation.serial},
        dedupe_key=f"{INVITATION}:{invitation.pk}:{invitation.serial}",
        about=f"invitation:{invitation.pk}",
        language=invitation.language,
    )


def address_in(language, name, *arguments):
    with override(language):
        return absolute(reverse(name, args=arguments))


def organisation_of(letter):
    """The organisation that a letter is about, or None when it or its reader is gone."""
    if not User.objects.filter(pk=letter.data["user"]).exists():
        return None
    return Organisation.objects.filter(pk=letter.data["organisation"]).first()


def told(letter, subject, template, **context):
    """A letter with a link to the organisation's own page."""
    organisation = organisation_of(letter)
    if organisation is None:
        return None
    named = {"name": organisation.name}
    return Composed(
        subject=subject % (named | context),
        template=f"organisations/{template}",
        context={
            "organisation": organisation,
            "url": address_in(letter.language, "organisation", organisation.pk),
        }
        | context,
        why=_("You get this because you are connected with %(name)s.") % named,
    )


def compose_received(letter):
    """What happens now that somebody has registered an organisation."""
    return told(letter, _("You have registered %(name)s"), "received")


def compose_decided(letter):
    """What the municipality has decided; with the status that was decided, whatever came after."""
    Status = Organisation.Status
    status = letter.data["status"]
    subjects = {
        Status.VERIFIED: _("%(name)s is approved as a partner"),
        Status.REJECTED: _("%(name)s is not approved as a partner"),
        Status.SUSPENDED: _("%(name)s is suspended"),
    }
    return told(letter, subjects[status], "decided", status=status, reason=letter.data.get("reason", ""))


def compose_asked(letter):
    """Somebody wants to join; nothing to say when that is settled."""
    asked = Membership.objects.requested().filter(pk=letter.data["membership"]).select_related("user").first()
    if asked is None:
        return None
    return told(letter, _("Somebody asks to join %(name)s"), "asked", asked=asked)


def compose_let_in(letter):
    """Welcome to one who asked and was let in."""
    return told(letter, _("You can now act for %(name)s"), "let_in")


def compose_refused(letter):
    """To one who asked in vain."""
    return told(letter, _("You were not let into %(name)s"), "refused", url="")


def compose_removed(letter):
    """To one who no longer acts for the organisation."""
    return told(letter, _("You no longer act for %(name)s"), "removed", url="")


def compose_merged(letter):
    """To the members of two organisations that are one now, under the names that they had then."""
    names = {name: letter.data[name] for name in ("former", "kept")}
    return told(letter, _("%(former)s is now a part of %(kept)s"), "merged", **names)


def compose_invitation(letter):
    """The way in; none for an invitation that is over, or that a later letter has replaced."""
    invitation = (
        Invitation.objects.filter(pk=letter.data["invitation"], serial=letter.data["serial"])
        .select_related("organisation", "invited_by")
        .first()
    )
    if invitation is None or not invitation.is_open or not invitation.organisation.is_open:
        return None
    token = token_of(invitation)
    if digest(token) != invitation.token_hash:
        return None
    return Composed(
        subject=_("Invitation to act for %(name)s") % {"name": invitation.organisation.name},
        template="organisations/invitation",
        context={
            "invitation": invitation,
            "organisation": invitation.organisation,
            "inviter": invitation.invited_by.name if invitation.invited_by else "",
            "url": address_in(letter.language, "organisation_invitation", token),
        },
        why=_("You get this because somebody in %(name)s gave us your address.")
        % {"name": invitation.organisation.name},
    )


COMPOSERS = {
    RECEIVED: compose_received,
    DECIDED: compose_decided,
    ASKED: compose_asked,
    LET_IN: compose_let_in,
    REFUSED: compose_refused,
    REMOVED: compose_removed,
    MERGED: compose_merged,
}
# What it says opens a door: nobody but its reader sees it, and it is not kept.
PRIVATE_COMPOSERS = {INVITATION: compose_invitation}
