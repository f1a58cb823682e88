"""What was said to partners is read by partners, in their workspace."""

import pytest
from django.urls import reverse

from tests.factories import InputFactory, MembershipFactory, UserFactory
from tests.staff import COORDINATORS, staff

pytestmark = pytest.mark.django_db
QUERIES = 16


def page(client, user, **query):
    client.force_login(user)
    return client.get(reverse("partner_inputs"), query)


def texts(response):
    return [input.text for input in response.context["inputs"]]


def test_partner_reads_what_is_for_everyone_and_for_partners(client):
    InputFactory(text="for alle")
    InputFactory(text="til partnere", visibility="partners")
    InputFactory(text="til kommunen", visibility="municipality")
    InputFactory(text="skjult", visibility="partners", status="hidden")

    for user in (MembershipFactory().user, staff(COORDINATORS)):
        assert texts(page(client, user)) == ["til partnere", "for alle"]


@pytest.mark.parametrize("fields", [{"status": "suspended", "reason": "Konkurs"}, {"status": "pending"}])
def test_it_is_not_there_for_who_is_no_partner(client, fields):
    membership = MembershipFactory(**{f"organisation__{name}": value for name, value in fields.items()})

    assert page(client, membership.user).status_code == 404
    assert page(client, UserFactory()).status_code == 404


def test_menu_leads_there_for_partners_alone(client):
    partner, volunteer = MembershipFactory().user, UserFactory()
    address = reverse("partner_inputs")
    shown = []
    for user in (partner, volunteer):
        client.force_login(user)
        shown.append(f'href="{address}"' in client.get(reverse("workspace")).content.decode())

    assert shown == [True, False]


def test_list_is_narrowed_and_paged_at_its_own_address(client):
    InputFactory(text="Sykkel", visibility="partners")
    InputFactory(text="Kafé", visibility="partners")

    response = page(client, MembershipFactory().user, q="sykkel")

    assert texts(response) == ["Sykkel"]
    assert response.context["list_url"] == reverse("partner_inputs")


def test_list_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    user = MembershipFactory().user
    for number in (1, 2):
        InputFactory.create_batch(number, visibility="partners")
        page(client, user)
        with django_assert_num_queries(QUERIES):
            page(client, user)
