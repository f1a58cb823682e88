"""The letters about proposals, to those who propose."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.proposals.models import Proposal, Version
from partners.proposals.receipts import receipt_name, receipt_of
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

RECEIVED = "proposals.received"
WITHDRAWN = "proposals.withdrawn"

NAMES = {
    RECEIVED: gettext_lazy("Proposal received"),
    WITHDRAWN: gettext_lazy("Proposal withdrawn"),
}

TOPICS = [
    (
        Topic(
            "proposals.receipts",
            gettext_lazy("Your proposals"),
            gettext_lazy("Receipts, when a proposal is handed in or withdrawn."),
            order=82,
            needed=gettext_lazy("They are your proof of what you have handed in, and when."),
        ),
        [RECEIVED, WITHDRAWN],
    )
]


def about(proposal):
    return f"proposal:{proposal.pk}"


def write_to(user, kind, proposal, *, key, language="", **data):
    """A letter about a proposal to somebody with an account."""
    outbox.write(
        kind,
        to=user.email,
        data={"proposal": proposal.pk} | data,
        dedupe_key=f"{kind}:{proposal.pk}:{user.pk}:{key}",
        about=about(proposal),
        language=language or proposal.language,
    )


def write_to_proposers(proposal, kind, *, key, **data):
    """The same letter to everybody who works with the proposal, each in the language of theirs."""
    if proposal.organisation_id is None:
        if proposal.proposer:
            write_to(proposal.proposer, kind, proposal, key=key, **data)
        return
    for membership in proposal.organisation.memberships.active().select_related("user"):
        write_to(membership.user, kind, proposal, key=key, language=membership.language, **data)


def write_receipt(proposal, *, to):
    write_to(to, RECEIVED, proposal, key=proposal.current.number, version=proposal.current.pk)


def write_withdrawn(proposal, *, to):
    write_to(to, WITHDRAWN, proposal, key=0)


def proposal_of(letter):
    """The proposal that a letter is about, or None when it is gone."""
    return Proposal.objects.for_list().filter(pk=letter.data["proposal"]).first()


def address_of(proposal, language):
    with override(language):
        return absolute(reverse("proposal", args=[proposal.pk]))


def told(letter, subject, template, *, attachments=(), **context):
    """A letter with a link to the proposal."""
    proposal = proposal_of(letter)
    if proposal is None:
        return None
    return Composed(
        subject=subject % {"number": proposal.number},
        template=template,
        context={"proposal": proposal, "url": address_of(proposal, letter.language)} | context,
        attachments=attachments,
        why=_("You get this because you work with this proposal."),
    )


def compose_received(letter):
    """The receipt for a version that was handed in, with all that it says as PDF."""
    version = Version.objects.filter(pk=letter.data["version"]).select_related("proposal").first()
    if version is None:
        return None
    subject = _("We have received your proposal %(number)s")
    receipt = (receipt_name(version), receipt_of(version), "application/pdf")
    return told(letter, subject, "proposals/received", attachments=(receipt,), version=version)


def compose_withdrawn(letter):
    """That a proposal was taken back."""
    return told(letter, _("Your proposal %(number)s is withdrawn"), "proposals/withdrawn")


COMPOSERS = {RECEIVED: compose_received, WITHDRAWN: compose_withdrawn}
