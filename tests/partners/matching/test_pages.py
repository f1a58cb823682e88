import pytest
from django.urls import reverse

from partners.matching.actions import answer_introduction
from partners.matching.models import Introduction
from tests.factories import MembershipFactory, UserFactory
from tests.partners.matching.test_matching import introduced, member_of, resource
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
DESK = 13


def page(client, introduction, user):
    client.force_login(user)
    return client.get(reverse("introduction", args=[introduction.pk]))


@pytest.mark.parametrize("answers", [{}, {"offer": "yes"}, {"offer": "no"}, {"need": "yes", "offer": "no"}])
def test_other_side_is_unknown_before_both_have_said_yes(client, answers):
    introduction = introduced()
    for side, answer in answers.items():
        user = member_of(getattr(introduction, side))
        answer_introduction(introduction, side=side, answer=answer, by=user)

    text = page(client, introduction, member_of(introduction.need)).content.decode()

    offer = introduction.offer
    secrets = [offer.text, offer.version.proposal.organisation.name, member_of(offer).email]
    assert [secret for secret in secrets if secret in text] == []


def test_both_are_shown_to_each_other_in_the_end(client):
    introduction = introduced()
    for side in ("need", "offer"):
        user = member_of(getattr(introduction, side))
        answer_introduction(introduction, side=side, answer="yes", by=user)

    text = page(client, introduction, member_of(introduction.need)).content.decode()

    offer = introduction.offer
    assert all(told in text for told in (offer.text, member_of(offer).email))


@pytest.mark.parametrize("who", ["stranger", "asks to join", "editor", "coordinator"])
def test_introduction_is_unknown_to_others(client, who):
    introduction = introduced()
    organisation = introduction.need.version.proposal.organisation
    users = {
        "stranger": UserFactory,
        "asks to join": lambda: MembershipFactory(organisation=organisation, state="requested").user,
        "editor": lambda: staff(EDITORS),
        "coordinator": lambda: staff(COORDINATORS),
    }

    assert page(client, introduction, users[who]()).status_code == 404


def test_removed_member_no_longer_answers(client):
    introduction = introduced()
    user = member_of(introduction.need)
    user.memberships.all().delete()

    assert page(client, introduction, user).status_code == 404


def test_answer_is_sent_from_the_page(client):
    introduction = introduced()
    user = member_of(introduction.need)
    client.force_login(user)
    address = reverse("introduction", args=[introduction.pk])

    nothing = client.post(address, {})
    client.post(address, {"answer": "yes"})
    client.post(address, {"answer": "no"})

    introduction.refresh_from_db()
    assert (nothing.status_code, introduction.need_answer, introduction.need_answer_by) == (422, "yes", user)


def test_coordinator_introduces_with_one_click(client):
    need, offer = resource("needs"), resource("offers")
    client.force_login(staff(COORDINATORS))

    for _ in range(2):
        response = client.post(reverse("matching:introduce"), {"need": need.pk, "offer": offer.pk})

    assert (response.status_code, Introduction.objects.count()) == (302, 1)


@pytest.mark.parametrize("values", [{}, {"need": "x", "offer": "²"}, {"need": "0", "offer": "0"}])
def test_nonsense_introduces_nobody(client, values):
    client.force_login(staff(COORDINATORS))

    assert client.post(reverse("matching:introduce"), values).status_code == 404


def test_desk_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    client.force_login(staff(COORDINATORS))
    address = reverse("matching:index")
    introduced()
    resource("needs", kind="tools"), resource("offers", kind="tools")
    client.get(address)

    for _ in range(2):
        with django_assert_num_queries(DESK):
            client.get(address)
        for _ in range(2):
            introduced()
            resource("needs", kind="tools"), resource("offers", kind="tools")
