"""What the demo shows of roles and proposals."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from demo import organisations, proposals
from demo.personas import PERSONAS
from partners.agreements.models import Commitment, LetterOfIntent
from partners.matching.models import Introduction
from partners.matching.suggestions import suggestions
from partners.proposals.models import Offer, Proposal, Step
from partners.roles.models import Role
from portal.mail.models import Letter
from tests.factories import HomePageFactory

pytestmark = [pytest.mark.usefixtures("_offered"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def _offered(django_db_setup, django_db_blocker):
    """Roles and proposals alone, made once: the tests only read them."""
    with django_db_blocker.unblock():
        django_db_setup.fill("proposals", _offer)
    yield
    django_db_setup.leave()


def _offer():
    HomePageFactory()
    coordinator = PERSONAS["koordinator"].user()
    organisations.organisations(coordinator=coordinator)
    proposals.roles()
    proposals.proposals(coordinator=coordinator)


def offered(role):
    current = Offer.objects.filter(version__current_of__status__in=Proposal.SHOWN, role=role)
    return current.aggregate(sum=Sum("amount"))["sum"]


def test_twelve_roles_of_which_three_have_no_offer_and_one_too_many():
    roles = list(Role.objects.all())

    without = {role.slug for role in roles if not offered(role)}
    over = {role.slug for role in roles if (offered(role) or 0) > role.amount}
    assert len(roles) == 12
    assert without >= {"brukte-byggevarer", "henting-og-transport", "utlan-av-verktoy"}
    assert "kurs-og-laering" in over


def test_proposals_stand_in_every_state():
    assert set(Proposal.objects.values_list("status", flat=True)) == set(Proposal.Status.values)


def test_everything_happened_before_today_and_in_order():
    for proposal in Proposal.objects.exclude(status="draft"):
        times = [step.at for step in proposal.steps.all()]
        assert times == sorted(times)
        assert proposal.created_at < proposal.submitted_at < timezone.now() - timedelta(days=1)
    assert Step.objects.filter(at__gt=timezone.now() - timedelta(hours=12)).count() == 0


def test_partner_has_a_bit_of_everything():
    silje = PERSONAS["partner"].user()
    hers = Proposal.objects.of(silje, silje.memberships.values("organisation"))

    assert set(hers.values_list("status", flat=True)) >= {"draft", "accepted", "declined"}
    assert PERSONAS["frivillig"].user().proposals.get().organisation is None


def test_agreements_and_matches_are_in_several_states():
    letters = LetterOfIntent.objects.all()

    assert sorted(letter.is_confirmed for letter in letters) == [False, True]
    assert Commitment.objects.count() == 2
    assert (Introduction.objects.get().is_mutual, len(suggestions()) > 0) == (True, True)


def test_old_news_is_not_sent():
    kinds = set(Letter.objects.values_list("kind", flat=True))

    assert {kind for kind in kinds if kind.startswith(("proposals", "assess", "agree", "match"))} == set()
