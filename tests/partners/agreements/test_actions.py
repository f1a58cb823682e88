from hashlib import sha256

import pytest
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from partners.agreements.actions import confirm_letter, make_letter
from partners.agreements.errors import Confirmed, NotAccepted, Replaced
from partners.agreements.models import Commitment, LetterOfIntent, LetterTemplate
from partners.proposals.models import Version
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, handed_in
from tests.partners.agreements.conftest import accepted, owner_of

pytestmark = pytest.mark.django_db


def rewrite(**words):
    LetterTemplate.objects.update(**words)


def sent(kind):
    return list(Letter.objects.filter(kind=kind).order_by("to"))


def test_letter_says_what_was_decided_in_the_words_of_the_template(lead):
    rewrite(opening="{kommune} og {partner} om {program}, {forslag}. {annet} {0}")
    proposal = accepted(by=lead)

    letter = make_letter(proposal, by=lead)

    said = letter.content
    assert said["opening"].endswith(f"Omigjen, {proposal.number}. {{annet}} {{0}}")
    assert proposal.organisation.name in said["opening"]
    assert said["amounts"] == [{"role": "Reparasjon av sykler", "amount": "1,5 arbeidsplasser"}]
    assert (said["conditions"], said["digest"]) == ("Fra mars.", proposal.current.digest)


def test_letter_is_norwegian_whatever_the_coordinator_reads(lead):
    proposal = accepted(by=lead)

    with translation.override("en"):
        letter = make_letter(proposal, by=lead)

    assert letter.content["amounts"][0]["amount"] == "1,5 arbeidsplasser"


def test_file_is_tagged_and_has_the_fingerprint_that_is_shown(lead):
    letter = make_letter(accepted(by=lead), by=lead)

    with letter.file.open() as file:
        made = file.read()
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid:part" in made
    assert sha256(made).hexdigest() == letter.digest


@pytest.mark.parametrize("words", ["#panic()", "*x* $y$ @z <a> \\", "{{kommune}}", "]#[", "🚲 ℵ"])
def test_words_of_template_and_partner_are_never_markup(lead, words):
    rewrite(opening=words, terms=words)
    proposal = accepted(by=lead)
    proposal.organisation.name = words
    proposal.organisation.save()

    assert make_letter(proposal, by=lead).digest


def test_volunteers_letter_names_the_person(lead):
    proposal = accepted(by=lead, organisation=None)

    letter = make_letter(proposal, by=lead)

    assert (letter.content["partner"], letter.content["partner_number"]) == (proposal.proposer.name, "")


def test_only_what_is_accepted_gets_a_letter(lead):
    with pytest.raises(NotAccepted):
        make_letter(handed_in(), by=lead)


def test_making_the_same_letter_twice_is_one_letter(lead):
    proposal = accepted(by=lead)

    assert make_letter(proposal, by=lead) == make_letter(proposal, by=lead)
    assert len(sent("agreements.please_confirm")) == 1


def test_new_words_make_a_new_letter_and_the_old_one_can_no_longer_be_confirmed(lead):
    proposal = accepted(by=lead)
    old = make_letter(proposal, by=lead)
    rewrite(terms="Nye vilkår.")
    new = make_letter(proposal, by=lead)

    with pytest.raises(Replaced):
        confirm_letter(old, side="partner", by=owner_of(proposal))
    assert (new.number, LetterOfIntent.objects.get(pk=old.pk).content == old.content) == (2, True)
    waiting = Letter.objects.filter(kind="agreements.please_confirm").order_by("pk")
    first, second = (render(letter) for letter in waiting)
    assert (first, second is None) == (None, False)


def test_both_confirm_and_what_was_accepted_becomes_a_commitment(lead):
    proposal = accepted(by=lead)
    Version.objects.filter(pk=proposal.current_id).update(ends=timezone.localdate())
    member = MembershipFactory(organisation=proposal.organisation).user
    letter, owner = make_letter(proposal, by=lead), owner_of(proposal)

    confirm_letter(letter, side="partner", by=owner)
    before = Commitment.objects.count()
    confirm_letter(letter, side="municipality", by=lead)
    letter = confirm_letter(letter, side="municipality", by=lead)

    commitment = Commitment.objects.get()
    assert (before, letter.is_confirmed) == (0, True)
    assert (letter.partner_by, letter.municipality_name) == (owner, "Amina Hassan")
    assert (commitment.organisation, commitment.amount, commitment.due, commitment.state) == (
        proposal.organisation,
        proposal.current.offers.get().accepted,
        timezone.localdate(),
        "open",
    )
    letters = sent("agreements.confirmed")
    assert {each.to for each in letters} == {owner.email, member.email, lead.email}
    assert render(letters[0]).attachments[0][1].startswith(b"%PDF-")
    actions = ModelLogEntry.objects.for_instance(proposal).values_list("action", flat=True)
    assert list(actions).count("partners.agreement.confirm") == 2


def test_first_to_confirm_is_kept(lead):
    proposal = accepted(by=lead)
    letter, owner = make_letter(proposal, by=lead), owner_of(proposal)
    confirm_letter(letter, side="partner", by=owner)
    other = MembershipFactory(organisation=proposal.organisation, role="owner").user

    letter = confirm_letter(letter, side="partner", by=other)

    assert letter.partner_by == owner


def test_confirmed_letter_stands(lead):
    proposal = accepted(by=lead)
    letter = make_letter(proposal, by=lead)
    for side, by in (("partner", owner_of(proposal)), ("municipality", lead)):
        confirm_letter(letter, side=side, by=by)
    rewrite(terms="Andre vilkår.")

    with pytest.raises(Confirmed):
        make_letter(proposal, by=lead)
    assert LetterOfIntent.objects.count() == 1
