"""The directory, the map and the profiles: what stands there, how it is found, and what it costs."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.organisations.actions import edit_profile, reopen_organisation, suspend_organisation
from partners.organisations.models import Organisation
from partners.organisations.places import place_called, the_map
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, in_days
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db
DIRECTORY, MAP = "/partner/virksomheter/", "/partner/virksomheter/kart/"


def names(response):
    return [organisation.name for organisation in response.context["page"]]


def found(client, **choices):
    return names(client.get(DIRECTORY, choices))


def test_partners_stand_in_the_order_of_the_norwegian_alphabet(client):
    for name in ("Østre lag", "Zappa", "Ærlig brukt", "alfa", "Åros vel", "Beta"):
        OrganisationFactory(name=name)

    assert found(client) == ["alfa", "Beta", "Zappa", "Ærlig brukt", "Østre lag", "Åros vel"]


def test_card_tells_what_is_offered_and_needed(client):
    OrganisationFactory(
        name="Systua", kind="informal", place="Tofte", offers="Ti symaskiner.", needs="Lys.", tags=["tekstil"]
    )

    page = facts(client.get(DIRECTORY))

    for words in ("Systua", "Uformell gruppe · Tofte", "Ti symaskiner.", "Lys.", "Tekstil"):
        assert words in page


@pytest.mark.parametrize(
    ("words", "field", "text"),
    [
        ("sykkel", "offers", "Vi tar sykkelreparasjon."),
        ("sykler", "offers", "En sykkel i uka."),
        ("symaskiner", "needs", "Vi trenger en symaskin."),
        ("kafé", "about", "Kafe på kaia."),
        ("nordre", "name", "Nordre Verksted"),
        ("NORDRE VERKSTED AS", "registered_name", "NORDRE VERKSTED AS"),
        ("310 000 043", "number", "310000043"),
        ("310000043", "number", "310000043"),
        ("byttedag", "tags", ["klær", "byttedager"]),
    ],
)
def test_search_finds_partners(client, words, field, text):
    OrganisationFactory(name="En annen")
    sought = OrganisationFactory(**{field: text})

    assert found(client, q=words) == [sought.name]


def test_search_wants_every_word_wherever_it_stands(client):
    OrganisationFactory(name="Bare tekstil", tags=["tekstil"])
    OrganisationFactory(name="Begge", tags=["tekstil"], offers="Kurs hver uke.")

    assert found(client, q="tekstil kurs") == ["Begge"]


def test_each_choice_narrows(client):
    OrganisationFactory(name="A", kind="business", place="Tofte", tags=["kurs"], offers="Noe")
    OrganisationFactory(name="B", kind="public", place="Røyken", tags=["kurs", "kafé"], needs="Noe")

    assert found(client, kind="public") == ["B"]
    assert found(client, place="Tofte") == ["A"]
    assert found(client, tag="kurs") == ["A", "B"]
    assert found(client, tag="kafé") == ["B"]
    assert found(client, tells="offers") == ["A"]
    assert found(client, tells="needs") == ["B"]
    assert found(client, tag="kurs", place="Røyken", q="b") == ["B"]


def test_choice_that_makes_no_sense_narrows_nothing(client):
    OrganisationFactory(name="A")

    assert found(client, kind="finnes-ikke", tells="alt", q="?!") == ["A"]
    assert found(client, tag="brukes ikke") == []


def test_choices_are_those_in_use(client):
    OrganisationFactory(tags=["åpent verksted", "kurs"], place="Tofte")
    OrganisationFactory(tags=["kurs"], place="")

    form = client.get(DIRECTORY).context["form"]

    assert [value for value, _label in form.fields["tag"].choices] == ["", "kurs", "åpent verksted"]
    assert [value for value, _label in form.fields["place"].choices] == ["", "Tofte"]


def test_words_of_partners_are_text_wherever_they_stand(client):
    wild = '"><img src=x onerror=alert(1)>'
    it = OrganisationFactory(name=wild, about=wild, needs=wild, tags=[wild], place=wild, contact_name=wild)

    for address in (DIRECTORY, f"{DIRECTORY}?tag=%22%3E%3Cimg+src%3Dx", MAP, it.get_profile_url()):
        assert "<img src=x" not in facts(client.get(address))


def test_choice_that_is_made_stands_chosen(client):
    OrganisationFactory(tags=["kafé & kurs"])

    page = facts(client.get(DIRECTORY, {"tag": "kafé & kurs"}))

    assert '<option value="kafé &amp; kurs" selected>Kafé &amp; kurs</option>' in page


def test_narrowed_list_that_is_empty_says_how_to_see_all(client):
    page = facts(client.get(DIRECTORY, {"q": "finnesikke"}))

    assert "Ingen partnere passer" in page
    assert f'href="{DIRECTORY}"' in page


def test_htmx_gets_the_list_alone_at_the_same_address(client):
    OrganisationFactory(name="Systua")

    fragment = client.get(DIRECTORY, {"q": "systua"}, headers={"HX-Request": "true"})

    assert "<html" not in facts(fragment)
    assert "Systua" in facts(fragment)
    assert "HX-Request" in fragment["Vary"]


def test_pages_lead_through_every_partner_once_and_back(client):
    expected = sorted(f"Lag {number:03}" for number in range(36))
    for name in expected:
        OrganisationFactory(name=name, kind="association", tags=["kurs"])
    pages, query = [], "?tag=kurs"
    while query:
        pages.append(client.get(DIRECTORY + query))
        query = pages[-1].context["page"].next_url

    assert [name for page in pages for name in names(page)] == expected
    assert [len(names(page)) for page in pages] == [12, 12, 12]
    back = client.get(DIRECTORY + pages[2].context["page"].previous_url)
    assert names(back) == names(pages[1])
    first = client.get(DIRECTORY + back.context["page"].previous_url)
    assert (names(first), first.context["page"].previous_url) == (names(pages[0]), "")


def test_partners_of_one_name_are_not_lost_between_pages(client):
    for _ in range(18):
        OrganisationFactory(name="Samme_navn")
    first = client.get(DIRECTORY)
    second = client.get(DIRECTORY + first.context["page"].next_url)

    seen = [organisation.pk for page in (first, second) for organisation in page.context["page"]]
    assert len(set(seen)) == 18


@pytest.mark.parametrize("key", ["x", "a_b", "_", "lag_"])
def test_key_that_nobody_gave_out_is_not_there(client, key):
    assert client.get(DIRECTORY, {"after": key}).status_code == 404


def queries_at(make, *addresses):
    """[at 1 row, at 3 rows] of each address, by a client that `make` has prepared."""
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            client, organisation = make()
        counts.append([queries_of(client, each.format(pk=organisation.pk)) for each in addresses])
    return counts


def test_visitors_pages_ask_as_often_for_three_as_for_one(client):
    def make():
        return client, OrganisationFactory(tags=["kurs", "kafé"], place="Tofte", number=None, about="Om oss.")

    one, three = queries_at(make, DIRECTORY, MAP, DIRECTORY + "{pk}/")

    assert one == three == [1, 1, 1]


def test_partners_pages_ask_as_often_for_three_as_for_one(client, organisation, owner):
    """Among them: the session, the person and whom they act for."""
    client.force_login(owner.user)

    def make():
        colleague = MembershipFactory(organisation=organisation)
        MembershipFactory(user=colleague.user)
        return client, organisation

    one, three = queries_at(make, DIRECTORY, MAP, DIRECTORY + "{pk}/")

    assert one == three == [4, 4, 6]


def test_volunteers_list_takes_six_queries(client, organisation):
    client.force_login(UserFactory())

    assert queries_of(client, DIRECTORY) == 6


def test_profile_shows_what_the_organisation_tells(client):
    it = OrganisationFactory(
        about="Om <b>oss</b>",
        offers="Verktøy",
        needs="Et rom",
        tags=["kurs"],
        website="https://www.nordre.example/om/",
        contact_name="Silje Lunde",
        place="Tofte",
    )

    page = facts(client.get(it.get_profile_url()))

    for words in (
        "Om &lt;b&gt;oss&lt;/b&gt;",
        "Verktøy",
        "Et rom",
        "Kurs",
        "Silje Lunde",
        ">nordre.example<",
    ):
        assert words in page
    assert '<a class="ds-link" href="https://www.nordre.example/om/" rel="nofollow ugc noopener">' in page


def test_facts_stand_with_the_day_they_were_checked(client):
    checked = OrganisationFactory(
        number="310000043", register_state="active", checked_at=in_days(-1), form="Aksjeselskap"
    )
    unchecked = OrganisationFactory(number="310000051")

    told = facts(client.get(checked.get_profile_url()))
    assert re.search(r"Fra Enhetsregisteret, kontrollert \d+\. \w+ \d{4}\.", told)
    assert "Aksjeselskap" in told
    assert "Ikke kontrollert" in facts(client.get(unchecked.get_profile_url()))


def test_map_counts_partners_at_each_place(client):
    for name, place in (
        ("A", "Slemmestad"),
        ("B", "Slemmestad"),
        ("C", "Tofte"),
        ("D", "Langtbortistan"),
        ("E", ""),
    ):
        OrganisationFactory(name=name, place=place)

    response = client.get(MAP)

    spots = response.context["spots"]
    assert [(spot.place, spot.count, spot.names) for spot in spots["known"]] == [
        ("Slemmestad", 2, ("A", "B")),
        ("Tofte", 1, ("C",)),
    ]
    assert [spot.title for spot in spots["other"]] == ["Langtbortistan", "Sted ikke oppgitt"]
    page = facts(response)
    assert 'Slemmestad<span class="ds-sr-only">: 2 partnere</span>' in page
    assert "Andre steder" in page
    assert page.count(f"{DIRECTORY}?place=Slemmestad") == 2


def test_drawing_is_silent_and_asks_nobody(client):
    OrganisationFactory(place="Slemmestad")

    drawing = re.search(r"<svg class=\"om-kart__tegning\".*?</svg>", facts(client.get(MAP)))[0]

    assert 'aria-hidden="true"' in drawing
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') == 1
    assert "http" not in drawing
    assert re.search(r'<circle cx="\d+\.\d" cy="\d+\.\d" r="17', drawing)


def test_installation_without_a_map_lists_places(client, settings):
    settings.PARTNER_MAP = ""
    OrganisationFactory(place="Slemmestad")

    page = facts(client.get(MAP))

    assert "om-kart__tegning" not in page
    assert "Slemmestad" in page


def test_map_that_is_not_there_is_told_of(settings):
    settings.PARTNER_MAP = "../settings/base"

    with pytest.raises(ImproperlyConfigured, match="but asker"):
        the_map()


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("slemmestad ", "Slemmestad"),
        ("ASKER SENTRUM", "Asker"),
        ("nesbru", "Holmen"),
        ("oslo", "Oslo"),
        ("", ""),
    ],
)
def test_place_is_stored_as_the_map_spells_it(written, stored):
    assert place_called(written) == stored


def test_every_place_lies_inside_the_drawing():
    drawing = the_map()

    for place in drawing.places.values():
        assert 0 < place.x < drawing.width
        assert 0 < place.y < drawing.height


def test_place_comes_from_the_register_until_somebody_says_another(client, register, make_user):
    register.add("310000051", "SLEMMESTAD SNEKKERI AS")
    owner = make_user("kari@example.no")
    client.force_login(owner)

    client.post(reverse("confirm_organisation", args=["310000051"]))
    it = Organisation.objects.get()
    assert it.place == "Slemmestad"

    edit_profile(it, by=owner, place="tofte")
    it.refresh_from_db()
    assert it.place == "Tofte"


def test_search_of_the_site_finds_public_partners(client):
    OrganisationFactory(name="Nordre", offers="Sykkelreparasjon i Slemmestad", place="Slemmestad")

    groups = client.get("/sok/", {"q": "sykkel"}).context["groups"]

    assert [(group.label, [hit.title for hit in group.hits]) for group in groups] == [
        ("Partnere", ["Nordre"])
    ]
    assert "<mark>Sykkelreparasjon</mark>" in groups[0].hits[0].excerpt


def test_what_changes_is_forgotten_by_the_page_cache(organisation, coordinator):
    """Each of them tells every process to render anew: see `portal.pagecache`."""
    changes = (
        lambda: edit_profile(organisation, by=coordinator, about="Nytt"),
        lambda: suspend_organisation(organisation, reason="Konkurs", by=coordinator),
        lambda: reopen_organisation(organisation, by=coordinator),
    )
    for change in changes:
        with CaptureQueriesContext(connection) as queries:
            change()
        assert any("'portal_pages'" in query["sql"] for query in queries)
