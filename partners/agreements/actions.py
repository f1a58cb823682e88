"""What happens to a letter of intent: made, confirmed by both sides, and then kept as commitments."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from wagtail.log_actions import log

from partners.agreements import letters
from partners.agreements.content import content_for, in_words
from partners.agreements.errors import Confirmed, NotAccepted, Replaced
from partners.agreements.models import Commitment, LetterOfIntent
from partners.assessments.models import Decision
from partners.proposals.drafting import locked
from partners.proposals.models import Proposal
from portal import pdf

TEMPLATE = "letter_of_intent.typ"
SIDES = ("municipality", "partner")


@transaction.atomic
def make_letter(proposal, *, by):
    """A letter of intent from what was decided, in the template's words as they are now.

    A letter that says the same is given back; one that says something else takes the place of the last.
    Raises `NotAccepted`, and `Confirmed` when both sides have confirmed the last one.
    """
    proposal = locked(proposal)
    if proposal.status != Proposal.Status.ACCEPTED:
        raise NotAccepted
    with translation.override("nb"):
        content = content_for(proposal)
    last = latest_letter(proposal)
    if last and last.content == content:
        return last
    if last and last.is_confirmed:
        raise Confirmed
    letter = LetterOfIntent(
        proposal=proposal, number=last.number + 1 if last else 1, content=content, made_by=by
    )
    file = pdf.compile(TEMPLATE, content | {"number": letter.number}, at=letter.made_at)
    letter.digest = sha256(file).hexdigest()
    letter.file.save(f"{proposal.number}-{letter.number}.pdf", ContentFile(file), save=False)
    letter.save()
    log(proposal, "partners.agreement.make", user=by, data=_which(letter))
    letters.write_please_confirm(letter)
    return letter


def latest_letter(proposal):
    """The letter that counts: the last one made, or None."""
    return proposal.letters_of_intent.order_by("-number").first()


@transaction.atomic
def confirm_letter(letter, *, side, by):
    """Confirm for the `municipality` or the `partner`. Twice is harmless; the first one to do it is kept.

    When both have confirmed, what was accepted becomes commitments. Raises `Replaced` for a letter that is
    not the last one.
    """
    proposal = locked(letter.proposal)
    letter = LetterOfIntent.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    letter.proposal = proposal
    if letter != latest_letter(proposal):
        raise Replaced
    if getattr(letter, f"{side}_at"):
        return letter
    setattr(letter, f"{side}_by", by)
    setattr(letter, f"{side}_name", by.name)
    setattr(letter, f"{side}_at", timezone.now())
    letter.save()
    log(proposal, "partners.agreement.confirm", user=by, data=_which(letter) | {"side": side})
    if letter.is_confirmed:
        _commit(letter, by=by)
        letters.write_confirmed(letter)
    return letter


def _which(letter):
    return {"letter": letter.pk, "number": letter.number, "digest": letter.digest}


def _commit(letter, *, by):
    """One commitment for each amount that was accepted; an offer that has one keeps it."""
    proposal = letter.proposal
    decision = Decision.objects.prefetch_related("amounts__offer__role").get(proposal=proposal)
    for decided in decision.amounts.all():
        offer = decided.offer
        commitment, is_new = Commitment.objects.get_or_create(
            offer=offer,
            defaults={
                "text": f"{offer.role.title}: {in_words(decided)}",
                "organisation": proposal.organisation,
                "person": None if proposal.organisation_id else proposal.proposer,
                "role": offer.role,
                "amount": decided.amount,
                "starts": decision.version.starts,
                "due": decision.version.ends,
            },
        )
        if is_new:
            log(commitment, "partners.commitment.make", user=by, data={"offer": offer.pk})
