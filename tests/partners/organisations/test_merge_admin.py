"""Merging at the coordinator's desk: find the one to keep, see what happens, confirm."""

import pytest
from django.urls import reverse

from partners.organisations.invitations import invite
from partners.organisations.models import Organisation
from portal.mail.models import Letter
from tests.factories import MembershipFactory, OrganisationFactory
from tests.staff import EDITORS, facts, queries_of, staff

pytestmark = pytest.mark.django_db
NUMBER = "310000043"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def kept():
    return OrganisationFactory(name="Nordre Sykkelverksted AS", number=NUMBER, kind="business")


@pytest.fixture
def twin():
    return OrganisationFactory(name="Nordre sykkel", kind="business", website="https://sykkel.example/")


def at(name, *organisations):
    return reverse(f"organisations:{name}", args=[each.pk for each in organisations])


def names_found(desk, organisation, words=""):
    return [each.name for each in desk.get(at("find_other", organisation), {"q": words}).context["found"]]


def test_the_one_to_keep_is_found_by_name_or_number(desk, twin, kept):
    OrganisationFactory(name="Strikkegjengen")

    assert names_found(desk, twin) == ["Nordre Sykkelverksted AS"]
    assert names_found(desk, twin, "verksted nordre") == ["Nordre Sykkelverksted AS"]
    assert names_found(desk, twin, "310 000 043") == ["Nordre Sykkelverksted AS"]
    assert names_found(desk, twin, "strikke") == ["Strikkegjengen"]
    assert names_found(desk, twin, "finnes ikke") == []


@pytest.mark.parametrize("status", ["suspended", "rejected"])
def test_closed_ones_are_not_offered(desk, twin, status):
    OrganisationFactory(name="Nordre bil", status=status, reason="Fordi.")

    assert names_found(desk, twin) == []


def test_page_shows_both_and_what_will_be(desk, twin, kept):
    MembershipFactory(organisation=twin, role="owner", user__name="Silje Lunde")
    both = MembershipFactory(organisation=kept, user__name="Ola Medlem")
    MembershipFactory(organisation=twin, user=both.user, role="owner")
    invite(twin, email="k@example.no", role="member", by=both.user, language="nb")

    page = desk.get(at("merge", twin, kept))

    people = {line.label: (line.other, line.kept, line.after) for line in page.context["people"]}
    assert people == {"Silje Lunde": ("Eier", "–", "Eier"), "Ola Medlem": ("Eier", "Medlem", "Eier")}
    fields = {line.label: (line.other, line.kept, line.after) for line in page.context["fields"]}
    assert fields["Nettsted"] == ("https://sykkel.example/", "–", "https://sykkel.example/")
    assert fields["Organisasjonsnummer"] == ("–", "310 000 043", "310 000 043")
    assert page.context["counts"] == [("invitasjoner", 1), ("medlemskap", 2)]
    assert Organisation.objects.count() == 2


def test_confirmed_it_is_done_and_both_addresses_lead_to_the_kept_one(desk, twin, kept):
    MembershipFactory(organisation=twin)

    done = desk.post(at("merge", twin, kept), follow=True)

    assert done.redirect_chain == [(at("organisation", kept), 302)]
    assert "Nordre sykkel er nå en del av Nordre Sykkelverksted AS" in facts(done)
    assert desk.get(at("organisation", twin))["Location"] == at("organisation", kept)
    assert desk.post(at("merge", twin, kept))["Location"] == at("organisation", kept)
    assert Letter.objects.filter(kind="organisations.merged").count() == 1


def test_approved_and_waiting_is_warned_about(desk, kept):
    waiting = OrganisationFactory(name="Nordre venter", status="pending")

    assert "kan levere på vegne av Nordre Sykkelverksted AS med en gang" in facts(
        desk.get(at("merge", waiting, kept))
    )
    assert "Ingen kan levere på vegne av Nordre venter før du godkjenner den" in facts(
        desk.get(at("merge", kept, waiting))
    )


def test_two_numbers_are_refused_in_a_sentence(desk, kept):
    other = OrganisationFactory(number="310000051")

    page = desk.get(at("merge", other, kept))
    refused = desk.post(at("merge", other, kept))

    assert "De har to ulike organisasjonsnumre." in facts(page)
    assert "Slå sammen, og si fra" not in facts(page)
    assert refused.status_code == 422
    assert Organisation.objects.count() == 2


def test_old_address_is_unknown_to_editors(client, desk, twin, kept):
    desk.post(at("merge", twin, kept))
    client.force_login(staff(EDITORS))

    assert client.get(at("organisation", twin)).status_code == 404
    assert client.get(at("merge", twin, kept)).status_code == 404


def test_pages_ask_as_often_for_three_as_for_one(desk, twin, kept):
    MembershipFactory(organisation=twin)
    MembershipFactory(organisation=kept)
    addresses = (at("find_other", twin), at("merge", twin, kept))
    one = [queries_of(desk, address) for address in addresses]
    OrganisationFactory.create_batch(2, name="Nordre flere")
    MembershipFactory.create_batch(2, organisation=twin)
    MembershipFactory.create_batch(2, organisation=kept)

    assert [queries_of(desk, address) for address in addresses] == one
