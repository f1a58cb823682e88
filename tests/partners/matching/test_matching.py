import pytest
from wagtail.models import ModelLogEntry

from partners.matching.actions import answer_introduction, introduce
from partners.matching.errors import Answered, NotAMatch
from partners.matching.models import Introduction
from partners.matching.suggestions import suggestions
from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.drafting import begin_version
from partners.proposals.models import Resource
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, OrganisationFactory, ProposalFactory, UserFactory, complete

pytestmark = pytest.mark.django_db


def resource(direction, kind="transport", text="Varebil hver tirsdag", organisation=None):
    """One of an organisation's, in a proposal that is handed in."""
    organisation = organisation or MembershipFactory().organisation
    proposal = complete(ProposalFactory(organisation=organisation))
    row = Resource.objects.create(version=proposal.versions.get(), direction=direction, kind=kind, text=text)
    submit_proposal(proposal, by=proposal.proposer)
    return row


def pairs():
    return [(each.need, each.offer) for each in suggestions()]


def letters(kind):
    return list(Letter.objects.filter(kind=kind).order_by("to"))


def member_of(resource):
    return resource.version.proposal.organisation.memberships.get().user


def introduced():
    need, offer = resource("needs", text="Trenger bil"), resource("offers", text="Har bil fra Slemmestad")
    return introduce(need, offer, by=UserFactory())


def test_need_meets_what_another_has_of_the_same_kind():
    need, offer = resource("needs"), resource("offers")
    resource("offers", kind="storage")

    assert pairs() == [(need, offer)]


def test_nobody_is_matched_with_themselves():
    organisation = OrganisationFactory()
    resource("needs", organisation=organisation)
    resource("offers", organisation=organisation)

    assert pairs() == []


def test_only_what_stands_is_matched():
    need, offer = resource("needs"), resource("offers")
    proposal = offer.version.proposal
    withdraw_proposal(proposal, by=proposal.proposer)

    assert pairs() == []
    with pytest.raises(NotAMatch):
        introduce(need, offer, by=UserFactory())


def test_what_an_earlier_version_said_is_not_matched():
    need = resource("needs")
    resource("offers")
    proposal = need.version.proposal
    begin_version(proposal, by=proposal.proposer).resources.all().delete()
    submit_proposal(proposal, by=proposal.proposer)

    assert pairs() == []


def test_suggestions_are_two_queries(django_assert_num_queries):
    for _ in range(3):
        resource("needs")
        resource("offers")

    with django_assert_num_queries(2):
        assert len(suggestions()) == 9


def test_both_are_asked_once_and_told_nothing_of_each_other():
    introduction = introduced()
    introduce(introduction.need, introduction.offer, by=UserFactory())

    texts = {letter.to: render(letter).text for letter in letters("matching.asked")}
    need, offer = introduction.need, introduction.offer
    assert set(texts) == {member_of(need).email, member_of(offer).email}
    told = texts[member_of(need).email]
    assert ("Trenger bil" in told, "Slemmestad" in told) == (True, False)
    assert offer.version.proposal.organisation.name not in told
    assert pairs() == []


def test_both_yes_tells_each_who_the_other_is():
    introduction = introduced()
    need, offer = member_of(introduction.need), member_of(introduction.offer)

    answer_introduction(introduction, side="need", answer="yes", by=need)
    before = letters("matching.met")
    answer_introduction(introduction, side="offer", answer="yes", by=offer)

    texts = {letter.to: render(letter).text for letter in letters("matching.met")}
    assert (before, set(texts)) == ([], {need.email, offer.email})
    assert offer.email in texts[need.email]
    assert need.email in texts[offer.email]


def test_one_no_tells_nobody():
    introduction = introduced()

    answer_introduction(introduction, side="need", answer="yes", by=member_of(introduction.need))
    answer_introduction(introduction, side="offer", answer="no", by=member_of(introduction.offer))

    assert letters("matching.met") == []


def test_answer_stands():
    introduction = introduced()
    user = member_of(introduction.need)
    answer_introduction(introduction, side="need", answer="no", by=user)

    answer_introduction(introduction, side="need", answer="no", by=user)
    with pytest.raises(Answered):
        answer_introduction(introduction, side="need", answer="yes", by=user)

    entries = ModelLogEntry.objects.for_instance(Introduction.objects.get())
    assert entries.filter(action="partners.introduction.answer").count() == 1
