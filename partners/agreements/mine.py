"""One's own agreements: in the copy of one's data, when an account is erased, in a merge of organisations."""

from django.utils.translation import gettext as _

from partners.agreements.models import Commitment, LetterOfIntent
from partners.organisations.moving import moves
from partners.people.erasing import erases, warns
from partners.people.telling import Chapter, Fact, facts_of, tells
from portal.audit import unname


@tells(LetterOfIntent, Commitment, order=47)
def tell_of_agreements(subject):
    """The letters of intent that they have confirmed, and what they have promised as themselves."""
    letters = LetterOfIntent.objects.filter(partner_by=subject.user).select_related("proposal")
    rows = [
        [
            Fact("number", _("Letter of intent"), str(letter)),
            Fact("confirmed", _("Confirmed"), letter.partner_at),
        ]
        for letter in letters
    ]
    promised = Commitment.objects.filter(person=subject.user)
    rows += [facts_of(each, "text", "amount", "starts", "due", "state") for each in promised]
    return Chapter("agreements", _("Agreements"), rows)


@erases(LetterOfIntent, Commitment, order=34)
def let_go_of_agreements(subject):
    """An agreement and what was promised in it stay. Who confirmed it for the partner is part of it."""
    unname(list(Commitment.objects.filter(person=subject.user)))
    Commitment.objects.filter(person=subject.user).update(person=None)
    for side in ("partner_by", "municipality_by", "made_by"):
        LetterOfIntent.objects.filter(**{side: subject.user}).update(**{side: None})


@warns
def tell_of_agreements_that_stay(user):
    """That an agreement goes on saying who confirmed it. One query."""
    if LetterOfIntent.objects.filter(partner_by=user).exists():
        return [_("Letters of intent that you have confirmed stay, with your name as the one who confirmed.")]
    return []


@moves(Commitment)
def move_commitments(gone, kept):
    """What one organisation has promised, the kept one has promised."""
    moved = list(gone.commitments.values_list("pk", flat=True))
    Commitment.objects.filter(pk__in=moved).update(organisation=kept)
    return moved
