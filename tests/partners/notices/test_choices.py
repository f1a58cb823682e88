"""The page where people choose how they are told."""

import re

import pytest

from partners.notices.actions import follow
from partners.notices.models import Following, Level, NoticeChoices
from partners.organisations.models import Membership
from partners.people.models import Unwanted
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db

PATH = "/partner/varsler/valg/"
CHOSEN = {
    "rhythm": "weekly",
    "weekdays": ["0", "3"],
    "hour": "9",
    "quiet_from": "20",
    "quiet_to": "8",
    "default_level": "mentions",
}


@pytest.fixture
def reader(client, kari):
    client.force_login(kari)
    return client


def checked(text, name):
    inputs = re.findall(rf'<input[^>]*name="{name}"[^>]*>', text)
    return [re.search(r'value="([^"]*)"', each)[1] for each in inputs if " checked" in each]


def test_page_shows_what_goes_for_who_has_not_chosen(reader):
    text = reader.get(PATH).content.decode()

    assert checked(text, "rhythm") == ["daily"]
    assert checked(text, "default_level") == ["all"]
    assert re.search(r'<option value="8" selected>08.00', text)
    assert NoticeChoices.objects.count() == 0


def test_choices_are_kept_and_logged(reader, kari):
    response = reader.post(PATH, CHOSEN)

    assert (response.status_code, response["Location"]) == (302, PATH)
    mine = NoticeChoices.objects.get(user=kari)
    assert (mine.rhythm, mine.weekdays, mine.hour, mine.quiet_from, mine.quiet_to, mine.default_level) == (
        "weekly",
        "03",
        9,
        20,
        8,
        "mentions",
    )
    text = reader.get(PATH).content.decode()
    assert checked(text, "rhythm") == ["weekly"]
    assert checked(text, "weekdays") == ["0", "3"]


def test_never_turns_the_letters_off_and_keeps_the_rhythm(reader, kari):
    reader.post(PATH, CHOSEN)
    reader.post(PATH, CHOSEN | {"rhythm": "never"})

    assert Unwanted.objects.get().topic == "notices"
    assert NoticeChoices.objects.get(user=kari).rhythm == "weekly"
    assert checked(reader.get(PATH).content.decode(), "rhythm") == ["never"]

    reader.post(PATH, CHOSEN)
    assert Unwanted.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"weekdays": []}, "Velg minst én dag."),
        ({"weekdays": ["7"]}, "7 er ikke et av de tilgjengelige valgene."),
        ({"hour": "24"}, "24 er ikke et av de tilgjengelige valgene."),
        ({"rhythm": "hourly"}, "hourly er ikke et av de tilgjengelige valgene."),
        ({"default_level": "<b>"}, "&lt;b&gt; er ikke et av de tilgjengelige valgene."),
    ],
)
def test_bad_choices_are_answered_with_the_form(reader, wrong, said):
    response = reader.post(PATH, CHOSEN | wrong)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert NoticeChoices.objects.count() == 0


def test_levels_of_places_stand_with_why_and_are_changed(reader, club, kari):
    mine = follow(kari, f"club:{club.pk}", because=Following.Because.JOINED)

    text = reader.get(PATH).content.decode()
    assert "Sykkelklubben" in text
    assert "Du ble med." in text

    reader.post(PATH, CHOSEN | {f"place_{mine.pk}": "none"})
    mine.refresh_from_db()
    assert mine.level == Level.NONE


def test_place_that_one_may_not_see_is_not_named(reader, club, kari):
    mine = follow(kari, f"club:{club.pk}")
    Membership.objects.filter(user=kari).delete()

    assert "Sykkelklubben" not in reader.get(PATH).content.decode()
    assert reader.post(PATH, CHOSEN).status_code == 302
    mine.refresh_from_db()
    assert mine.level == Level.ALL


def test_page_costs_the_same_for_one_and_for_three_places(reader, club, kari, django_assert_num_queries):
    others = [MembershipFactory(user=kari).organisation for _ in range(2)]
    follow(kari, f"club:{club.pk}")
    reader.get(PATH)
    with django_assert_num_queries(7):
        reader.get(PATH)
    for each in others:
        follow(kari, f"club:{each.pk}")

    with django_assert_num_queries(7):
        reader.get(PATH)


def test_choices_are_nobodys_without_an_account(client):
    assert client.get(PATH)["Location"].startswith("/konto/login/")
