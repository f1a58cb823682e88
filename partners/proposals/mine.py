"""One's own proposals: in the copy of one's data, when an account is erased, in a merge of organisations."""

from django.utils.translation import gettext as _

from partners.organisations.moving import moves
from partners.people.erasing import erases, stays, warns
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells
from partners.proposals.models import Attachment, Passage, Proposal, ReviewGrant, Step, Version
from portal.audit import unname
from portal.files import let_go


@tells(Proposal, Version, Passage, Attachment, order=45)
def tell_of_proposals(subject):
    """The proposals that they have begun, with all that these say; files of those that are theirs alone."""
    proposals = Proposal.objects.filter(proposer=subject.user).select_related("organisation")
    proposals = proposals.prefetch_related("versions__passages", "versions__attachments").order_by("pk")
    rows = [_facts_of(proposal) for proposal in proposals]
    own = Attachment.objects.filter(version__proposal__proposer=subject.user, added_by=subject.user)
    files = {each.sha256: (f"{each.pk}-{each.name}", each.content()) for each in own}
    return Chapter("proposals", _("Your proposals"), rows, list(files.values()))


def _facts_of(proposal):
    said = [
        {"version": version.number, "about": passage.key, "text": passage.text}
        for version in proposal.versions.all()
        for passage in version.passages.all()
    ]
    organisation = proposal.organisation.name if proposal.organisation else ""
    return [
        Fact("number", _("Proposal"), proposal.number),
        Fact("organisation", _("Organisation"), organisation),
        *facts_of(proposal, "status", "proposer_name", "submitted_at", "decided_at"),
        Fact("said", _("What it says"), said, "\n\n".join(each["text"] for each in said)),
    ]


@erases(Proposal, Version, Passage, Attachment, ReviewGrant, order=32)
def let_go_of_proposals(subject):
    """What was handed in is a case document and stays, without a name; a draft of one's own is deleted.

    What an organisation has begun is the organisation's, and goes on.
    """
    mine = Proposal.objects.filter(proposer=subject.user)
    drafts = mine.filter(organisation=None, status=Proposal.Status.DRAFT)
    let_go(Attachment.objects.filter(version__proposal__in=drafts))
    unname(list(mine))
    drafts.delete()
    mine.update(proposer_name="", proposer=None)
    for model, field in ((Version, "changed_by"), (Version, "submitted_by"), (Passage, "changed_by")):
        model.objects.filter(**{field: subject.user}).update(**{field: None})
    Attachment.objects.filter(added_by=subject.user).update(added_by=None)
    ReviewGrant.objects.filter(user=subject.user).delete()


@warns
def tell_of_proposals_that_stay(user):
    """That a volunteer's proposal stays with the municipality, without the name. One query."""
    if Proposal.objects.handed_in().filter(organisation=None, proposer=user).exists():
        return [_("Proposals that you have handed in as a volunteer stay as case documents, without a name.")]
    return []


STEPS = "Who did what with a proposal is the history of a case; the account is taken out when it is deleted."
leaves_out(Step._meta.label, because=STEPS)
stays(Step._meta.label, because=STEPS)
GRANTS = "Which proposals somebody is let in to is told with the assessments that they are asked for."
leaves_out(ReviewGrant._meta.label, because=GRANTS)


@moves(Proposal)
def move_proposals(gone, kept):
    """What one organisation has proposed, the kept one has proposed."""
    moved = list(gone.proposals.values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=moved).update(organisation=kept)
    return moved
