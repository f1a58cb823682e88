"""Forms for who is signed in: filled in with what the portal knows, for whom they represent."""

import pytest

from tests.factories import MembershipFactory, UserFactory, WorkshopPageFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return WorkshopPageFactory(start=in_days(9))


def initial(client, address):
    form = client.get(address).context["form"]
    names = ("name", "email", "on_behalf_of", "organisation_name", "organisation_number", "organisation")
    return {name: form[name].value() for name in names if name in form.fields}


def test_stranger_gets_an_empty_form(client, meeting):
    assert initial(client, meeting.url + "pamelding/") == {
        "name": None,
        "email": None,
        "on_behalf_of": "self",
        "organisation_name": None,
        "organisation_number": None,
    }


def test_who_represents_themselves_is_named(client, meeting):
    user = UserFactory(name="Kari Aas")
    client.force_login(user)

    known = initial(client, meeting.url + "pamelding/")

    assert (known["name"], known["email"], known["on_behalf_of"]) == ("Kari Aas", user.email, "self")


def test_form_says_and_fills_in_whom_one_represents(client, meeting):
    membership = MembershipFactory(organisation__kind="business", organisation__number="310000043")
    client.force_login(membership.user)
    name = membership.organisation.name

    sign_up, given = (initial(client, meeting.url + path) for path in ("pamelding/", "innspill/"))

    assert (sign_up["on_behalf_of"], sign_up["organisation_name"]) == ("business", name)
    assert sign_up["organisation_number"] == "310000043"
    assert (given["name"], given["organisation"]) == (membership.user.name, name)
    for path in ("pamelding/", "innspill/"):
        assert f"Du representerer {name}" in client.get(meeting.url + path).content.decode()


def test_each_kind_of_organisation_comes_on_somebodys_behalf(client, meeting):
    kinds = {
        "business": "business",
        "association": "association",
        "informal": "association",
        "public": "public",
    }
    for kind, behalf in kinds.items():
        membership = MembershipFactory(organisation__kind=kind)
        client.force_login(membership.user)

        assert initial(client, meeting.url + "pamelding/")["on_behalf_of"] == behalf
