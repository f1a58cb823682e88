"""Proposals in search: each text for its own readers, in their words of today."""

import pytest
from django.urls import reverse

from partners.proposals.models import Passage, Visibility
from tests.factories import MembershipFactory, UserFactory, handed_in
from tests.staff import COORDINATORS, facts, queries_of, staff

pytestmark = pytest.mark.django_db
SUMMARY = "Verkstedet tar imot lastesykler."


@pytest.fixture
def proposal():
    return handed_in()


@pytest.fixture
def partner():
    return MembershipFactory().user


def say(proposal, *, visibility, is_secret=False, text=SUMMARY):
    passages = Passage.objects.filter(version=proposal.current, key=Passage.Key.SUMMARY)
    passages.update(text=text, visibility=visibility, is_secret=is_secret)


def finds(client, reader, word="lastesykkel"):
    if reader:
        client.force_login(reader)
    return "Verkstedet tar imot" in facts(client.get(reverse("search"), {"q": word}))


@pytest.mark.parametrize(
    ("visibility", "found"),
    [
        (Visibility.EVERYONE, {"proposer", "coordinator", "partner", "volunteer"}),
        (Visibility.PARTNERS, {"proposer", "coordinator", "partner"}),
        (Visibility.MUNICIPALITY, {"proposer", "coordinator"}),
    ],
)
def test_text_is_found_by_its_readers_only(client, proposal, partner, visibility, found):
    say(proposal, visibility=visibility)
    readers = {
        "proposer": MembershipFactory(organisation=proposal.organisation).user,
        "coordinator": staff(COORDINATORS),
        "partner": partner,
        "volunteer": UserFactory(),
    }

    assert {name for name, reader in readers.items() if finds(client, reader)} == found


def test_public_finds_no_proposals(client, proposal):
    say(proposal, visibility=Visibility.EVERYONE)

    assert not finds(client, None)


def test_trade_secret_is_found_by_the_municipality_and_its_proposers(client, proposal, partner):
    say(proposal, visibility=Visibility.MUNICIPALITY, is_secret=True)

    assert not finds(client, partner)
    assert finds(client, staff(COORDINATORS))


def test_draft_is_found_by_its_proposers_alone(client, draft, silje):
    version = draft.versions.get()
    Passage.objects.create(version=version, key="summary", text=SUMMARY, visibility=Visibility.EVERYONE)

    assert finds(client, silje)
    assert not finds(client, staff(COORDINATORS))


def test_proposal_stands_once_however_many_of_its_texts_hold_the_words(client, proposal):
    Passage.objects.filter(version=proposal.current).update(text=SUMMARY)
    client.force_login(staff(COORDINATORS))

    page = facts(client.get(reverse("search"), {"q": "lastesykler"}))

    assert page.count(proposal.get_absolute_url()) == 1


def test_search_asks_as_often_for_three_proposals_as_for_two(client, partner):
    def with_more(number):
        for _ in range(number):
            say(handed_in(), visibility=Visibility.EVERYONE)
        client.force_login(partner)
        return queries_of(client, f"{reverse('search')}?q=lastesykler")

    with_more(1)
    assert [with_more(1), with_more(1)] == [16, 16]
