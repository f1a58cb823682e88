"""A group decides in three browsers at once: a block with its reason, the closing, and what came of it."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from partners.decisions.models import GroupDecision
from partners.groups.membership import remove_member
from tests.accessibility import assert_accessible
from tests.factories import GroupMemberFactory, WorkingGroupFactory, in_days, make_decision
from tests.partners.decisions.ballots import TEXTS

SECOND = 1000


@pytest.fixture
def group(live_portal):
    return WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")


@pytest.fixture
def silje(group):
    return GroupMemberFactory(group=group, place="leader", user__name="Silje Lunde")


@pytest.fixture
def ola(group):
    return GroupMemberFactory(group=group, user__name="Ola Medlem")


@pytest.fixture
def kari(group):
    return GroupMemberFactory(group=group, place="observer", user__name="Kari Ser")


@pytest.fixture
def sit_down(live_portal, new_context):
    """`sit_down(place, path)`: a browser of theirs, at that page."""

    def at(place, path, *, is_live=False):
        client = Client()
        client.force_login(place.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context()
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        page = context.new_page()
        page.goto(live_portal.url + path)
        if is_live:
            expect(page.locator("html[data-live=open]")).to_be_attached()
        return page

    return at


def test_consent_with_a_block_and_its_outcome_is_followed_in_three_browsers(sit_down, silje, ola, kari):
    leader = sit_down(silje, "/partner/grupper/verksted/beslutninger/ny/")
    assert_accessible(leader)
    leader.get_by_role("link", name="Samtykke").click()
    assert_accessible(leader)
    leader.get_by_label("Hva skal bestemmes?").fill("Skal vi ha verkstedkveld?")
    leader.get_by_label("Med en gang").check()
    leader.get_by_role("button", name="Åpne beslutningen").click()
    expect(leader.locator("[data-decision-votes]")).to_contain_text("0 av 2 har stemt")
    assert_accessible(leader)
    decision = GroupDecision.objects.get()

    observer = sit_down(kari, decision.get_absolute_url(), is_live=True)
    observer.set_viewport_size({"width": 390, "height": 844})
    expect(observer.get_by_label("Jeg blokkerer")).to_have_count(0)
    member = sit_down(ola, decision.get_absolute_url(), is_live=True)
    member.get_by_label("Jeg blokkerer").check()
    member.get_by_role("button", name="Stem", exact=True).click()
    expect(member.locator("[data-error-summary]")).to_contain_text("Hva må endres?")
    assert_accessible(member)
    member.get_by_label("Begrunnelse").fill("Lokalet er for lite.")
    member.get_by_role("button", name="Stem", exact=True).click()
    expect(member.locator(".om-sagt")).to_contain_text("Lokalet er for lite.")
    for page in (leader, observer):
        expect(page.locator("[data-decision-votes]")).to_contain_text("1 av 2", timeout=3 * SECOND)
        expect(page.locator(".om-sagt")).to_contain_text("Lokalet er for lite.")
    assert_accessible(member)

    leader.get_by_role("link", name="Lukk nå").click()
    assert_accessible(leader)
    leader.get_by_role("button", name="Ja, lukk den").click()
    for page in (member, observer):
        expect(page.locator("[data-decision-state]")).to_contain_text("Lukket", timeout=3 * SECOND)
    leader.get_by_role("link", name="Skriv utfallet").click()
    assert_accessible(leader)
    leader.get_by_label("Utfall", exact=True).fill("Vi leter etter et større lokale først.")
    leader.get_by_label("Hvem som følger opp").select_option(label="Ola Medlem")
    leader.get_by_role("button", name="Lagre utfallet").click()
    for page in (member, observer):
        expect(page.locator(".om-utfall")).to_contain_text("større lokale", timeout=3 * SECOND)
        expect(page.locator(".om-utfall")).to_contain_text("Ola Medlem følger opp")
    for page in (leader, member, observer):
        page.set_viewport_size({"width": 390, "height": 844})
        assert_accessible(page)
    leader.goto(leader.url.rsplit("/", 2)[0] + "/")
    assert_accessible(leader)


def test_who_is_removed_follows_no_longer(sit_down, group, silje, ola):
    decision = make_decision(group, by=silje.user, results="at_once")
    page = sit_down(ola, decision.get_absolute_url(), is_live=True)

    remove_member(ola, by=silje.user)

    expect(page.locator("[data-live-room^=decision]")).to_contain_text(
        "Du kan ikke lenger lese denne beslutningen.", timeout=5 * SECOND
    )


def test_more_choices_are_added_beside_what_is_written(sit_down, silje):
    page = sit_down(silje, "/partner/grupper/verksted/beslutninger/ny/ranking/")
    page.get_by_label("Hva skal bestemmes?").fill("Hva haster mest?")
    page.get_by_label("Valg 1").fill("Lys")

    page.get_by_role("button", name="Plass til flere valg").click()

    expect(page.get_by_label("Valg 5")).to_be_visible()
    expect(page.get_by_label("Valg 1")).to_have_value("Lys")
    expect(page.get_by_label("Hva skal bestemmes?")).to_have_value("Hva haster mest?")


@pytest.mark.parametrize("kind", ["several", "ranking", "times"])
def test_other_ballots_are_accessible_and_counted(kind, sit_down, group, silje, ola):
    times = [{"start": in_days(9 + n), "end": in_days(9 + n, hour=10)} for n in range(3)]
    options = times if kind == "times" else TEXTS
    decision = make_decision(group, kind=kind, by=silje.user, options=options)
    page = sit_down(ola, decision.get_absolute_url())
    assert_accessible(page)

    if kind == "several":
        page.get_by_label("Mandag").check()
    elif kind == "ranking":
        for place, day in enumerate(("Onsdag", "Mandag", "Tirsdag"), start=1):
            page.get_by_label(day).select_option(str(place))
    else:
        for radio in page.get_by_label("Om nødvendig").all():
            radio.check()
    page.get_by_role("button", name="Stem", exact=True).click()

    expect(page.locator("[data-decision-votes]")).to_contain_text("1 av 2 har stemt")
    page.set_viewport_size({"width": 390, "height": 844})
    assert_accessible(page)
