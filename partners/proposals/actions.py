"""What happens to a proposal: begun, handed in, taken back."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.organisations.actions import locked as locked_organisation
from partners.organisations.models import Organisation
from partners.people.models import User
from partners.proposals import letters
from partners.proposals.checklist import missing_in
from partners.proposals.content import digest_of
from partners.proposals.drafting import locked, version_being_written
from partners.proposals.errors import Frozen, Incomplete, NotApproved, TooLate
from partners.proposals.models import Attachment, Offer, Proposal, Step, Version
from partners.proposals.noticing import notify_of_hand_in
from partners.roles.models import Role
from portal.files import let_go
from portal.pagecache import forget_pages

Status = Proposal.Status


@transaction.atomic
def begin_proposal(*, by, organisation=None, roles=(), language="nb", **ways):
    """A draft for `by`, on behalf of an organisation or as a volunteer, with the roles that it is about.

    `ways` are `as_developer` and `as_participant`, where they have been chosen already.

    Pressed twice it is one draft: an untouched one for the same roles is given back.
    """
    User.objects.select_for_update().get(pk=by.pk)
    wanted = {role.pk for role in roles}
    untouched = Proposal.objects.filter(
        status=Status.DRAFT, proposer=by, organisation=organisation, versions__revision=0
    ).filter(versions__passages=None, versions__attachments=None)
    for proposal in untouched:
        if set(proposal.versions.get().offers.values_list("role", flat=True)) == wanted:
            return proposal
    proposal = Proposal.objects.create(
        proposer=by, proposer_name=by.name, organisation=organisation, language=language
    )
    version = Version.objects.create(proposal=proposal, changed_by=by, **ways)
    Offer.objects.bulk_create(Offer(version=version, role=role) for role in roles)
    Step.objects.create(proposal=proposal, after=Status.DRAFT, version=version, by=by)
    log(proposal, "partners.proposal.begin", user=by, data={"roles": sorted(wanted)})
    return proposal


@transaction.atomic
def submit_proposal(proposal, *, by):
    """Hand in what is written: it is frozen as it stands, and its proposers get a receipt.

    Handing in twice is harmless. After the deadline of a role only what the municipality has asked for is
    taken in.
    Raises `Frozen`, `NotApproved`, `Incomplete` and `TooLate`; what was written stays in each case.
    """
    if proposal.organisation_id:
        organisation = locked_organisation(proposal.organisation)
        if organisation.status != Organisation.Status.VERIFIED:
            raise NotApproved
    proposal = locked(proposal)
    version = version_being_written(proposal)
    if version is None and proposal.is_open:
        return proposal
    if version is None or not proposal.can_be_written:
        raise Frozen
    if missing := missing_in(version):
        raise Incomplete(missing)
    if proposal.status != Status.NEEDS_INFO:
        _check_deadlines(version)
    now = timezone.now()
    version.submitted_at, version.submitted_by, version.digest = now, by, digest_of(version)
    version.save(update_fields=["submitted_at", "submitted_by", "digest"])
    proposal.current = version
    proposal.submitted_at = proposal.submitted_at or now
    after = {Status.DRAFT: Status.SUBMITTED, Status.NEEDS_INFO: Status.IN_REVIEW}
    change_status(proposal, after.get(proposal.status, proposal.status), version=version, by=by)
    log(
        proposal,
        "partners.proposal.submit",
        user=by,
        data={"version": version.number, "digest": version.digest},
    )
    letters.write_receipt(proposal, to=by)
    notify_of_hand_in(proposal, by=by)
    return proposal


def _check_deadlines(version):
    roles = Role.objects.filter(offers__version=version).order_by("pk").select_for_update(of=("self",))
    if late := [role for role in roles if not role.takes_proposals]:
        raise TooLate(late)


@transaction.atomic
def withdraw_proposal(proposal, *, by):
    """Take an open proposal back. Twice is harmless. Raises `Frozen` for a draft, and after the decision."""
    proposal = locked(proposal)
    if proposal.status == Status.WITHDRAWN:
        return proposal
    if not proposal.is_open:
        raise Frozen
    before = proposal.status
    let_go(Attachment.objects.filter(version__proposal=proposal, version__submitted_at=None))
    proposal.versions.filter(submitted_at=None).delete()
    change_status(proposal, Status.WITHDRAWN, version=proposal.current, by=by)
    log(proposal, "partners.proposal.withdraw", user=by, data={"status": [before, proposal.status]})
    letters.write_withdrawn(proposal, to=by)
    return proposal


@transaction.atomic
def discard_draft(proposal, *, by):
    """Delete a draft that was never handed in, with its files. Raises `Frozen` for any other."""
    proposal = locked(proposal)
    if proposal.status != Status.DRAFT:
        raise Frozen
    log(proposal, "partners.proposal.discard", user=by)
    let_go(Attachment.objects.filter(version__proposal=proposal))
    proposal.delete()


def change_status(proposal, status, *, version, by):
    """Set a locked proposal's status and note the step in its timeline. A new version is a step as well."""
    Step.objects.create(proposal=proposal, before=proposal.status, after=status, version=version, by=by)
    proposal.status = status
    proposal.save()
    forget_pages()
