"""Who learns of which organisation: each visibility and status, by each viewer, wherever it could stand."""

import pytest

from partners.organisations.actions import suspend_organisation
from partners.organisations.models import Organisation
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
DIRECTORY, MAP = "/partner/virksomheter/", "/partner/virksomheter/kart/"
OUTSIDE = ("visitor", "volunteer", "of a pending one", "of a suspended one", "asks to join", "editor")
INSIDE = ("partner", "coordinator")
STATUSES = ("pending", "rejected", "suspended")


def person(viewer):
    """Somebody of the kind; None for who is not signed in."""
    if viewer == "visitor":
        return None
    if viewer in ("editor", "coordinator"):
        return staff(EDITORS if viewer == "editor" else COORDINATORS)
    user = UserFactory(name="Den Som Ser")
    memberships = {
        "of a pending one": {"organisation__status": "pending"},
        "of a suspended one": {"organisation__status": "suspended", "organisation__reason": "Konkurs"},
        "asks to join": {"state": "requested"},
        "partner": {},
    }
    if viewer in memberships:
        MembershipFactory(user=user, organisation__name="Eget lag", **memberships[viewer])
    return user


def make(*, visibility="public", status="verified"):
    """One whose every word is found by «hemmelig»."""
    return OrganisationFactory(
        name="Hemmelig lag",
        status=status,
        reason="" if status in ("verified", "pending") else "Ikke nå.",
        visibility=visibility,
        place="Hemmeligstad",
        offers="Hemmelig tilbud",
        tags=["hemmelig"],
    )


def told(client, viewer, it):
    """Where the viewer meets it: each place by its name."""
    user = person(viewer)
    if user:
        client.force_login(user)
    places = {
        "directory": client.get(DIRECTORY),
        "directory, narrowed": client.get(DIRECTORY, {"q": "tilbud", "tag": "hemmelig"}),
        "fragment": client.get(DIRECTORY, {"kind": it.kind}, headers={"HX-Request": "true"}),
        "map": client.get(MAP),
        "profile": client.get(it.get_profile_url()),
        "search": client.get("/sok/", {"q": "hemmelig"}),
        "site map": client.get("/sitemap.xml"),
        "English directory": client.get(f"/en{DIRECTORY}"),
    }
    words = ("Hemmelig lag", "Hemmeligstad", "Hemmelig tilbud", ">Hemmelig<")
    met = {name for name, answer in places.items() if any(word in answer.content.decode() for word in words)}
    # The site map tells addresses alone.
    if f"{DIRECTORY}{it.pk}/" in places["site map"].content.decode():
        met.add("site map")
    return met, places["profile"].status_code


EVERYWHERE = {
    "directory",
    "directory, narrowed",
    "fragment",
    "map",
    "profile",
    "search",
    "site map",
    "English directory",
}


@pytest.mark.parametrize("viewer", OUTSIDE + INSIDE)
def test_public_profile_is_for_everybody(client, viewer):
    assert told(client, viewer, make()) == (EVERYWHERE, 200)


@pytest.mark.parametrize("viewer", OUTSIDE)
def test_profile_for_partners_does_not_exist_for_others(client, viewer):
    assert told(client, viewer, make(visibility="partners")) == (set(), 404)


@pytest.mark.parametrize("viewer", INSIDE)
def test_profile_for_partners_is_shown_to_them_where_only_they_look(client, viewer):
    assert told(client, viewer, make(visibility="partners")) == (EVERYWHERE - {"search", "site map"}, 200)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("visibility", Organisation.Visibility.values)
@pytest.mark.parametrize("viewer", OUTSIDE + INSIDE)
def test_one_that_is_not_approved_is_shown_to_nobody(client, viewer, visibility, status):
    assert told(client, viewer, make(visibility=visibility, status=status)) == (set(), 404)


def test_its_own_members_find_no_profile_of_one_that_waits(client):
    own = MembershipFactory(organisation__status="pending", role="owner")
    client.force_login(own.user)

    assert client.get(own.organisation.get_profile_url()).status_code == 404


def test_right_that_is_lost_is_gone_at_the_next_request(client, coordinator):
    it, mine = make(visibility="partners"), MembershipFactory()
    client.force_login(mine.user)
    assert client.get(it.get_profile_url()).status_code == 200

    suspend_organisation(mine.organisation, reason="Konkurs", by=coordinator)

    assert client.get(it.get_profile_url()).status_code == 404


@pytest.mark.parametrize("viewer", OUTSIDE + INSIDE)
def test_people_are_shown_to_partners_alone_and_addresses_to_nobody(client, viewer):
    it = make()
    colleague = MembershipFactory(
        organisation=it, user__name="Ola Medlem", user__email="ola@hemmelig.example"
    )
    MembershipFactory(organisation=it, state="requested", user__name="Ber Ombli")
    MembershipFactory(user=colleague.user, organisation__name="Ventende lag", organisation__status="pending")
    MembershipFactory(user=colleague.user, organisation__name="Annet lag")
    user = person(viewer)
    if user:
        client.force_login(user)

    page = client.get(it.get_profile_url()).content.decode()

    assert ("Ola Medlem" in page, "Annet lag" in page) == ((viewer in INSIDE),) * 2
    for never in ("ola@hemmelig.example", "Ber Ombli", "Ventende lag"):
        assert never not in page


@pytest.mark.parametrize("viewer", ["volunteer", "partner", "coordinator"])
def test_what_somebody_signed_in_is_shown_is_kept_by_no_cache(client, viewer):
    it = make()
    client.force_login(person(viewer))

    for address in (DIRECTORY, MAP, it.get_profile_url()):
        assert "no-store" in client.get(address)["Cache-Control"]
        assert "private" in client.get(address, headers={"HX-Request": "true"})["Cache-Control"]


def test_fragment_of_a_partner_is_kept_by_no_cache(client):
    client.force_login(person("partner"))

    answer = client.get(DIRECTORY, headers={"HX-Request": "true"})

    assert "no-store" in answer["Cache-Control"]


def test_choices_that_partners_were_given_are_not_remembered_for_visitors(client):
    make(visibility="partners")
    user = person("partner")
    client.force_login(user)
    assert "Hemmelig" in client.get(DIRECTORY).content.decode()

    client.logout()

    assert "Hemmelig" not in client.get(DIRECTORY).content.decode()
