"""The roles as everyone reads them."""

from decimal import Decimal
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import translation

from home.addresses import absolute
from partners.assessments.models import Clarification
from partners.roles.units import amount_in_words
from portal.urls import urlpatterns
from tests.factories import AreaFactory, HomePageFactory, MembershipFactory, RoleFactory, UserFactory, in_days
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db


def test_list_has_every_role_under_its_area(client):
    late, early = AreaFactory(name="Salg", order=2), AreaFactory(name="Reparasjon", order=1)
    RoleFactory(title="Butikk", area=late)
    RoleFactory(title="Sykler", area=early, order=2)
    RoleFactory(title="Møbler", area=early, order=1, state="closed")

    response = client.get(reverse("role_list"))

    areas = [(str(area), [str(role) for role in roles]) for area, roles in response.context["areas"]]
    assert areas == [("Reparasjon", ["Møbler", "Sykler"]), ("Salg", ["Butikk"])]
    assert "Lukket: tar ikke imot flere forslag" in facts(response)


def test_empty_list_says_what_will_stand_there(client):
    assert "Ingen roller ennå" in facts(client.get(reverse("role_list")))


def test_role_tells_need_terms_and_deadline(client):
    role = RoleFactory(
        need="To plasser, tirsdag til lørdag",
        text="Vi søker <noen>.",
        rent="Gratis det første året.",
        law="Forbrukerkjøpsloven gjelder.",
        deadline=in_days(16, 12, 0),
    )

    page = facts(client.get(role.get_absolute_url()))

    for words in (
        "To plasser, tirsdag til lørdag",
        "2 arbeidsplasser",
        "Vi søker &lt;noen&gt;.",
        "Leie og kostnader",
        "Gratis det første året.",
        "Lover og regler",
        "16 dager igjen",
        "Ingen forslag ennå",
    ):
        assert words in page
    assert "Lokaler og utstyr" not in page


def test_english_texts_are_read_in_english_and_norwegian_ones_where_there_are_none(client):
    role = RoleFactory(
        title="Sykler", title_en="Bicycles", need="Bare norsk", text="Norsk", text_en="English"
    )

    page = facts(client.get(f"/en/partner/roller/{role.slug}/"))

    assert [words in page for words in ("Bicycles", "English", "Bare norsk", "2 work places", "Norsk<")] == [
        True,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "paused"}, "Rollen er på pause og tar ikke imot forslag nå."),
        ({"state": "closed"}, "Rollen er lukket og tar ikke imot flere forslag."),
        ({"deadline": in_days(-1)}, "Fristen er ute. Rollen tar ikke imot flere forslag."),
    ],
)
def test_role_that_takes_no_proposals_says_why(client, fields, words):
    assert words in facts(client.get(RoleFactory(**fields).get_absolute_url()))


@pytest.fixture
def proposal_pages(settings):
    """The address that this page sends on to, wherever its own pages are."""
    urls = ModuleType("urls_with_proposals")
    new = path("partner/forslag/ny/", lambda request: HttpResponse(), name="proposal_new")
    urls.urlpatterns = [new, *urlpatterns]
    settings.ROOT_URLCONF = urls


@pytest.mark.parametrize(("state", "is_asked"), [("open", True), ("paused", False), ("closed", False)])
def test_role_asks_for_proposals_while_it_takes_them(client, proposal_pages, state, is_asked):
    role = RoleFactory(state=state)

    page = facts(client.get(role.get_absolute_url()))

    assert (f'?role={role.slug}"' in page, "Foreslå å fylle rollen" in page) == (is_asked, is_asked)


def test_frame_is_the_sites_for_visitors_and_the_workspace_for_others(client):
    role = RoleFactory()
    addresses = [reverse("role_list"), role.get_absolute_url(), reverse("coverage")]
    assert {"om-skall" in client.get(address).content.decode() for address in addresses} == {False}

    client.force_login(UserFactory())

    for address in addresses:
        page = client.get(address).content.decode()
        assert (page.count("<h1"), "om-skall" in page) == (1, True)


def test_nearest_page_is_the_current_one_in_the_menu(client):
    client.force_login(UserFactory())

    menu = client.get(reverse("coverage")).context["workspace_menu"]

    items = [item for group in menu for item in group["items"]]
    assert [str(item["label"]) for item in items if item["current"]] == ["Behov og roller"]


def test_clarifications_stand_on_the_role_without_who_asked(client):
    role = RoleFactory()
    asked = UserFactory(name="Ola Kommune")
    Clarification.objects.create(role=role, question="Er det strøm?", text="Ja, 16 ampere.", by=asked)
    Clarification.objects.create(role=RoleFactory(), text="Om noe annet.", by=asked)

    page = facts(client.get(role.get_absolute_url()))

    assert [words in page for words in ("Er det strøm?", "Ja, 16 ampere.", "Ola Kommune", "noe annet")] == [
        True,
        True,
        False,
        False,
    ]


def test_unknown_role_is_not_there(client):
    assert client.get("/partner/roller/finnes-ikke/").status_code == 404


def test_search_finds_roles_in_both_languages(client):
    RoleFactory(title="Møbelverksted", text_en="Upholstery", state="paused")
    RoleFactory(title="Kafé")

    def found(words):
        groups = client.get("/sok/", {"q": words}).context["groups"]
        return [(hit.title, str(hit.note)) for group in groups for hit in group.hits]

    assert found("møbler") == found("upholstery") == [("Møbelverksted", "På pause")]


def test_sitemap_has_the_roles_in_both_languages(client):
    HomePageFactory()
    role = RoleFactory(slug="kafe")

    page = client.get("/sitemap.xml").content.decode()

    for address in ("/partner/roller/", role.get_absolute_url(), "/en/partner/roller/kafe/"):
        assert f"<loc>{absolute(address)}</loc>" in page


def test_role_takes_as_many_queries_with_three_clarifications_as_with_one(client):
    role = RoleFactory()
    by = UserFactory()
    client.force_login(MembershipFactory().user)
    Clarification.objects.create(role=role, text="Ja.", by=by)
    one = queries_of(client, role.get_absolute_url())

    for number in range(2):
        Clarification.objects.create(role=role, text=f"Nei {number}.", by=by)

    assert queries_of(client, role.get_absolute_url()) == one
    assert one <= 10


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("1", "work_places", "1 arbeidsplass"),
        ("1.0", "days_week", "1 dag i uka"),
        ("1.5", "days_week", "1,5 dager i uka"),
        ("240.0", "m2", "240 m²"),
        ("2", "vehicles", "2 kjøretøy"),
    ],
)
def test_amounts_read_as_people_count(amount, unit, words):
    with translation.override("nb"):
        assert amount_in_words(Decimal(amount), unit) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Fristen er i dag"), (1, "Fristen er i morgen"), (2, "2 dager igjen"), (-1, "Fristen er ute")],
)
def test_countdown_in_words(client, days, words):
    role = RoleFactory(deadline=in_days(days, 23, 59))

    assert words in facts(client.get(reverse("role_list")))
    assert role.takes_proposals == (days >= 0)
