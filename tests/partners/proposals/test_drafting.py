from decimal import Decimal

import pytest

from partners.proposals.actions import submit_proposal
from partners.proposals.content import content_of
from partners.proposals.drafting import (
    Text,
    begin_version,
    drop_version,
    save_resources,
    save_roles,
    save_texts,
)
from partners.proposals.errors import Changed, Frozen
from partners.proposals.models import Offer, Resource
from tests.factories import ProposalFactory, RoleFactory, UserFactory, complete

pytestmark = pytest.mark.django_db


def roles_of(proposal, *offers, seen=0, by=None, **facts):
    fields = {"as_developer": True, "as_participant": False, "idea": ""} | facts
    return save_roles(proposal, seen=seen, by=by or proposal.proposer, offers=offers, **fields)


def texts_in(proposal):
    rows = proposal.versions.get(submitted_at=None).passages.order_by("key")
    return [(row.key, row.text, row.revision) for row in rows]


def test_text_is_saved_and_changed_by_who_has_seen_it():
    proposal = ProposalFactory()

    save_texts(proposal, texts=[Text("summary", "En\r\nto ")], by=proposal.proposer)
    save_texts(proposal, texts=[Text("summary", "Tre", seen=1)], by=proposal.proposer)

    assert texts_in(proposal) == [("summary", "Tre", 2)]


def test_two_tabs_do_not_overwrite_each_other():
    proposal, colleague = ProposalFactory(), UserFactory()
    save_texts(proposal, texts=[Text("summary", "Først")], by=proposal.proposer)
    save_texts(proposal, texts=[Text("summary", "Kollegaens", seen=1)], by=colleague)

    refused = save_texts(
        proposal, texts=[Text("summary", "Mine", seen=1), Text("offer", "Ny")], by=proposal.proposer
    )

    assert [(key, row.text, row.changed_by) for key, row in refused.items()] == [
        ("summary", "Kollegaens", colleague)
    ]
    assert texts_in(proposal) == [("offer", "Ny", 1), ("summary", "Kollegaens", 2)]


def test_same_words_again_are_harmless_whatever_was_seen():
    proposal = ProposalFactory()
    save_texts(proposal, texts=[Text("summary", "Likt")], by=proposal.proposer)

    assert save_texts(proposal, texts=[Text("summary", "Likt ", seen=0)], by=proposal.proposer) == {}
    assert texts_in(proposal) == [("summary", "Likt", 1)]


def test_empty_text_takes_its_passage_away():
    proposal = ProposalFactory()
    save_texts(proposal, texts=[Text("summary", "Noe")], by=proposal.proposer)

    save_texts(proposal, texts=[Text("summary", "  ", seen=1)], by=proposal.proposer)

    assert texts_in(proposal) == []


def test_trade_secret_is_for_the_municipality_whatever_was_chosen():
    proposal = ProposalFactory()

    save_texts(
        proposal, texts=[Text("offer", "Pris", visibility="everyone", is_secret=True)], by=proposal.proposer
    )

    passage = proposal.versions.get().passages.get()
    assert (passage.visibility, passage.is_secret) == ("municipality", True)


def test_roles_are_saved_by_who_has_seen_them():
    proposal, bicycles, cafe = ProposalFactory(), RoleFactory(), RoleFactory()
    roles_of(proposal, Offer(role=bicycles, amount=2), seen=0)
    roles_of(proposal, Offer(role=cafe, part="contribute"), seen=1, idea=" Sykurs ")

    version = proposal.versions.get()
    offers = [(each.role, each.amount, each.part) for each in version.offers.all()]
    assert (offers, version.idea, version.revision) == ([(cafe, None, "contribute")], "Sykurs", 2)


def test_roles_that_another_has_changed_are_not_overwritten():
    proposal, role = ProposalFactory(), RoleFactory()
    roles_of(proposal, Offer(role=role, amount=Decimal(2)), seen=0)

    with pytest.raises(Changed):
        roles_of(proposal, seen=0, idea="En annen")
    assert roles_of(proposal, Offer(role=role, amount=Decimal(2)), seen=0).revision == 1


def test_resources_are_saved_with_the_same_care():
    proposal = ProposalFactory()
    van = Resource(direction="needs", kind="transport", text="Varebil hver tirsdag")
    save_resources(proposal, seen=0, by=proposal.proposer, resources=[van])

    with pytest.raises(Changed):
        save_resources(proposal, seen=0, by=proposal.proposer, resources=[])
    assert proposal.versions.get().resources.get().text == "Varebil hver tirsdag"


def test_new_version_begins_with_what_the_last_one_says():
    proposal = complete(ProposalFactory(), RoleFactory(), amount=2)
    submit_proposal(proposal, by=proposal.proposer)

    version = begin_version(proposal, by=proposal.proposer)

    proposal.refresh_from_db()
    assert (version.number, begin_version(proposal, by=proposal.proposer)) == (2, version)
    assert content_of(version) == content_of(proposal.current)


def test_what_was_handed_in_stays_as_it_was():
    proposal = complete(ProposalFactory())
    submit_proposal(proposal, by=proposal.proposer)
    proposal.refresh_from_db()
    before = content_of(proposal.current)

    with pytest.raises(Frozen):
        save_texts(proposal, texts=[Text("summary", "Annet", seen=1)], by=proposal.proposer)
    with pytest.raises(Frozen):
        roles_of(proposal, seen=0)
    begin_version(proposal, by=proposal.proposer)
    save_texts(proposal, texts=[Text("summary", "Annet", seen=1)], by=proposal.proposer)

    proposal.current.refresh_from_db()
    assert content_of(proposal.current) == before


def test_new_version_can_be_thrown_away_and_a_first_draft_cannot():
    draft, handed_in = ProposalFactory(), complete(ProposalFactory())
    submit_proposal(handed_in, by=handed_in.proposer)
    begin_version(handed_in, by=handed_in.proposer)

    drop_version(draft, by=draft.proposer)
    drop_version(handed_in, by=handed_in.proposer)

    assert [proposal.versions.count() for proposal in (draft, handed_in)] == [1, 1]
