"""Letters of intent and introductions under a crowd. Each race has a control that loses it."""

from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from partners.agreements.actions import confirm_letter, make_letter
from partners.agreements.errors import Confirmed, Replaced
from partners.agreements.models import Commitment, LetterOfIntent, LetterTemplate
from partners.matching.actions import answer_introduction
from partners.matching.models import Introduction
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import CriterionFactory, HomePageFactory, UserFactory
from tests.partners.agreements.conftest import accepted, owner_of
from tests.partners.matching.test_matching import introduced, member_of

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


@pytest.fixture
def letter():
    HomePageFactory()
    CriterionFactory()
    LetterTemplate.load()
    lead = UserFactory(is_staff=True)
    return make_letter(accepted(by=lead), by=lead)


def both(letter):
    owner = owner_of(letter.proposal)
    return [
        partial(confirm_letter, letter, side="partner", by=owner),
        partial(confirm_letter, letter, side="municipality", by=letter.made_by),
    ]


def test_both_who_confirm_at_once_make_one_commitment_and_one_round_of_letters(letter):
    all_at_once(both(letter) * 3, threads=6)

    letter.refresh_from_db()
    assert (letter.is_confirmed, Commitment.objects.count()) == (True, 1)
    assert Letter.objects.filter(kind="agreements.confirmed").count() == 2


def test_without_the_lock_neither_sees_the_other_confirm(letter):
    here = all_have_read(2)

    @transaction.atomic
    def confirm_without_lock(side):
        mine = LetterOfIntent.objects.get(pk=letter.pk)
        here.wait()
        setattr(mine, f"{side}_at", timezone.now())
        mine.save(update_fields=[f"{side}_at"])
        return mine.is_confirmed

    seen = all_at_once(
        [partial(confirm_without_lock, side) for side in ("partner", "municipality")], threads=2
    )

    assert seen == [False, False]


@pytest.mark.parametrize("_round", range(3))
def test_new_letter_and_confirmation_at_once_have_one_outcome(letter, _round):
    confirm_letter(letter, side="municipality", by=letter.made_by)
    LetterTemplate.objects.update(terms="Nye vilkår.")

    outcomes = all_at_once(
        [
            partial(make_letter, letter.proposal, by=letter.made_by),
            partial(confirm_letter, letter, side="partner", by=owner_of(letter.proposal)),
        ],
        threads=2,
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Confirmed | Replaced)]
    letter.refresh_from_db()
    assert len(refused) == 1
    assert (letter.is_confirmed, LetterOfIntent.objects.count()) in [(True, 1), (False, 2)]


def test_two_who_say_yes_at_once_are_told_once():
    introduction = introduced()
    calls = [
        partial(
            answer_introduction,
            introduction,
            side=side,
            answer="yes",
            by=member_of(getattr(introduction, side)),
        )
        for side in ("need", "offer")
    ]

    all_at_once(calls * 2, threads=4)

    assert Letter.objects.filter(kind="matching.met").count() == 2


def test_without_the_lock_two_who_say_yes_hear_nothing():
    introduction = introduced()
    here = all_have_read(2)

    @transaction.atomic
    def answer_without_lock(side):
        mine = Introduction.objects.get(pk=introduction.pk)
        here.wait()
        setattr(mine, f"{side}_answer", "yes")
        mine.save(update_fields=[f"{side}_answer"])
        return mine.is_mutual

    assert all_at_once([partial(answer_without_lock, side) for side in ("need", "offer")], threads=2) == [
        False,
        False,
    ]
