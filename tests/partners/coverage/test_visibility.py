"""Whose offers a reader meets: every visibility by every reader, in page, file, role and the rest."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partners.proposals.models import Offer, Visibility
from tests.factories import (
    HomePageFactory,
    MembershipFactory,
    OrganisationFactory,
    RoleFactory,
    UserFactory,
    handed_in,
)
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
READERS = ("public", "volunteer", "suspended", "asks", "editor", "partner", "colleague", "coordinator")
# What each may see of another's offer.
SEEN = {
    "municipality": {"colleague", "coordinator"},
    "partners": {"partner", "colleague", "coordinator"},
    "everyone": {"volunteer", "suspended", "asks", "editor", "partner", "colleague", "coordinator"},
}
NAME = "Hemmelige Hjul"


class World:
    """One role, and one offer of it by one organisation."""

    def __init__(self, visibility):
        self.role = RoleFactory(amount=50, title="Reparasjon")
        self.organisation = OrganisationFactory(name=NAME, visibility="partners")
        proposal = handed_in(self.role, amount=37, organisation=self.organisation)
        Offer.objects.filter(version=proposal.current).update(visibility=visibility)

    def sign_in(self, client, who):
        if who != "public":
            client.force_login(self.user(who))
        return client

    def user(self, who):
        if who in ("editor", "coordinator"):
            return staff(EDITORS if who == "editor" else COORDINATORS)
        if who == "volunteer":
            return UserFactory()
        if who == "suspended":
            return MembershipFactory(organisation=OrganisationFactory(status="suspended", reason="–")).user
        organisation = OrganisationFactory() if who == "partner" else self.organisation
        return MembershipFactory(
            organisation=organisation, state="requested" if who == "asks" else "active"
        ).user


@pytest.fixture(params=[(visibility, who) for visibility in Visibility.values for who in READERS])
def case(request, client):
    visibility, who = request.param
    world = World(visibility)
    return world, world.sign_in(client, who), who in SEEN[visibility], who


def words_of(response):
    """The page without the reader's own menu, where their own organisation stands."""
    return response.content.decode().split("<main")[1].split("</main>")[0]


def cells_of(response):
    return [cell for row in load_workbook(io.BytesIO(response.content)).active.values for cell in row]


def test_matrix_names_whom_the_reader_may_see(case):
    world, client, is_seen, _who = case

    words = words_of(client.get(reverse("coverage")))

    assert (NAME in words, "I dialog" in words) == (is_seen, True)


def test_fragment_names_whom_the_reader_may_see(case):
    world, client, is_seen, _who = case

    words = client.get(reverse("coverage"), headers={"HX-Request": "true"}).content.decode()

    assert (NAME in words, "I dialog" in words) == (is_seen, True)


def test_file_names_whom_the_reader_may_see_and_counts_no_more(case):
    world, client, is_seen, who = case

    cells = cells_of(client.get(reverse("coverage_export")))

    assert (NAME in cells, 37 in cells, "I dialog" in cells) == (is_seen, is_seen, True)


def test_role_tells_no_name_and_only_amounts_that_the_reader_may_see(case):
    world, client, is_seen, _who = case

    words = words_of(client.get(world.role.get_absolute_url()))

    assert (NAME in words, "37 arbeidsplasser" in words, "1 forslag" in words) == (False, is_seen, True)


def test_lists_search_and_front_page_tell_no_name(case):
    world, client, _is_seen, _who = case
    HomePageFactory()

    pages = [
        client.get(address) for address in (reverse("role_list"), "/", "/sok/?q=Hemmelige", "/sitemap.xml")
    ]

    assert [NAME in page.content.decode().split("<main")[-1] for page in pages] == [False] * 4


def test_volunteers_stand_together_without_names(client):
    role = RoleFactory()
    volunteer = UserFactory(name="Kari Frivillig")
    handed_in(role, organisation=None, proposer=volunteer)
    client.force_login(MembershipFactory().user)

    words = words_of(client.get(reverse("coverage")))

    assert ("Kari Frivillig" in words, 'scope="col">Frivillige<' in words) == (False, True)


@pytest.mark.parametrize("status", ["draft", "declined", "withdrawn"])
def test_what_is_not_shown_names_nobody_to_the_coordinator_either(client, status):
    world = World("everyone")
    proposal = world.organisation.proposals.get()
    proposal.status, proposal.decided_at = status, proposal.submitted_at
    proposal.save()
    world.sign_in(client, "coordinator")

    assert NAME not in words_of(client.get(reverse("coverage")))


def test_signed_in_readers_pages_are_kept_by_no_cache(client):
    world = World("partners")
    address = reverse("coverage")
    assert "private" not in client.get(address).get("Cache-Control", "")

    world.sign_in(client, "partner")

    for headers in ({}, {"HX-Request": "true"}):
        assert client.get(address, headers=headers)["Cache-Control"] == "private, no-store"
    assert client.get(reverse("coverage_export"))["Cache-Control"] == "private, no-store"
