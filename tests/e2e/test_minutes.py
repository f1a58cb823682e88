"""Minutes in browsers: two write at once, one of them offline for a while, and nothing is lost."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from partners.groups.membership import change_place, remove_member
from partners.minutes.approving import approve_minutes
from partners.minutes.writing import written_in
from tests.accessibility import assert_accessible
from tests.factories import AgendaItemFactory, GroupMeetingFactory, GroupMemberFactory, WorkingGroupFactory

SECOND = 1000
WIDTHS = (390, 1280, 320)
SAVED = "[data-minutes][data-state=saved]"


@pytest.fixture
def meeting(live_portal):
    group = WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")
    return GroupMeetingFactory(group=group, title="Gruppemøte")


@pytest.fixture
def leader(meeting):
    return GroupMemberFactory(group=meeting.group, place="leader", user__name="Silje Lunde")


@pytest.fixture
def member(meeting):
    return GroupMemberFactory(group=meeting.group, user__name="Per Vik")


@pytest.fixture
def sit_down(live_portal, new_context):
    """`sit_down(member, address)`: a browser of theirs with that page open."""

    def open_page(member, address, **options):
        client = Client()
        client.force_login(member.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context(**options)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        page = context.new_page()
        page.goto(live_portal.url + address)
        return page

    return open_page


@pytest.fixture
def writing(sit_down, meeting):
    def open_minutes(member):
        page = sit_down(member, reverse("minutes", args=[meeting.pk]))
        expect(page.locator("html[data-live=open]")).to_be_attached()
        return page

    return open_minutes


def text_of(page):
    return page.locator("textarea[name=text]").input_value()


def type_at(page, place, words):
    page.locator("textarea[name=text]").evaluate(
        "(field, at) => { field.focus(); field.setSelectionRange(at, at); }", place
    )
    page.keyboard.type(words, delay=20)


def kept(meeting):
    meeting.refresh_from_db()
    return str(written_in(meeting))


def test_two_write_at_once_and_one_is_offline_for_a_while(writing, leader, member, meeting):
    silje, per = writing(leader), writing(member)
    type_at(silje, 0, "Til stede: Silje og Per\n\nVedtak: Vi åpner\n")
    expect(per.locator("textarea[name=text]")).to_have_value(text_of(silje), timeout=5 * SECOND)
    expect(per.locator(".om-vedtatt")).to_contain_text("Vi åpner", timeout=5 * SECOND)

    per.context.set_offline(True)
    type_at(per, len("Til stede: Silje og Per"), " 😀 (Per, uten nett)")
    type_at(silje, len(text_of(silje)), "Oppgave: Mal skiltet @Per Vik innen 12.3.\n")
    expect(silje.locator(SAVED)).to_be_attached(timeout=5 * SECOND)
    assert "uten nett" not in kept(meeting)
    per.context.set_offline(False)

    whole = (
        "Til stede: Silje og Per 😀 (Per, uten nett)\n\nVedtak: Vi åpner\n"
        "Oppgave: Mal skiltet @Per Vik innen 12.3.\n"
    )
    for page in (silje, per):
        expect(page.locator("textarea[name=text]")).to_have_value(whole, timeout=15 * SECOND)
        expect(page.locator(SAVED)).to_be_attached(timeout=10 * SECOND)
    assert kept(meeting) == whole
    expect(silje.locator(".om-vedtatt li")).to_have_count(2, timeout=5 * SECOND)
    assert_accessible(silje)


def test_both_type_in_the_same_line_and_the_caret_stays(writing, leader, member, meeting):
    silje, per = writing(leader), writing(member)
    type_at(silje, 0, "a-z")
    expect(per.locator("textarea[name=text]")).to_have_value("a-z", timeout=5 * SECOND)
    for page, place in ((silje, 1), (per, 2)):
        page.locator("textarea[name=text]").evaluate(
            "(field, at) => { field.focus(); field.setSelectionRange(at, at); }", place
        )

    for one, other in zip("bcdefgh", "BCDEFGH", strict=True):
        silje.keyboard.type(one)
        per.keyboard.type(other)
        silje.wait_for_timeout(60)

    for page in (silje, per):
        expect(page.locator("textarea[name=text]")).to_have_value("abcdefgh-BCDEFGHz", timeout=8 * SECOND)
    assert kept(meeting) == "abcdefgh-BCDEFGHz"


def test_what_was_not_sent_is_sent_when_the_page_is_opened_again(writing, leader, meeting):
    page = writing(leader)
    page.route("**/endring/", lambda route: route.abort())
    type_at(page, 0, "Skrevet uten nett")
    expect(page.locator("[data-minutes][data-state=waiting]")).to_be_attached(timeout=5 * SECOND)
    page.unroute("**/endring/")

    page.reload()

    expect(page.locator("textarea[name=text]")).to_have_value("Skrevet uten nett")
    expect(page.locator(SAVED)).to_be_attached(timeout=8 * SECOND)
    assert kept(meeting) == "Skrevet uten nett"


def test_two_pages_of_one_person_keep_what_each_could_not_send(writing, leader, meeting):
    first = writing(leader)
    context, address = first.context, first.url
    second = context.new_page()
    second.goto(address)
    expect(second.locator("html[data-live=open]")).to_be_attached()
    context.set_offline(True)
    for page, words in ((first, "Her. "), (second, "Der. ")):
        page.locator("textarea[name=text]").focus()
        page.keyboard.insert_text(words)
        expect(page.locator("[data-minutes][data-state=waiting]")).to_be_attached(timeout=5 * SECOND)
    first.close()
    second.close()
    assert kept(meeting) == ""
    context.set_offline(False)

    again = context.new_page()
    again.goto(address)

    expect(again.locator(SAVED)).to_be_attached(timeout=8 * SECOND)
    expect(again.locator("textarea[name=text]")).to_have_value(re.compile("Her. Der. |Der. Her. "))
    assert sorted(kept(meeting).split()) == ["Der.", "Her."]


def test_text_that_is_handed_in_whole_stands_there_once(writing, leader, member, meeting):
    silje, per = writing(leader), writing(member)
    type_at(per, 0, "Lagret. ")
    expect(per.locator(SAVED)).to_be_attached(timeout=5 * SECOND)
    expect(silje.locator("textarea[name=text]")).to_have_value("Lagret. ", timeout=5 * SECOND)
    type_at(silje, 0, "Åpning. ")
    expect(per.locator("textarea[name=text]")).to_have_value("Åpning. Lagret. ", timeout=5 * SECOND)
    change_place(member, place="observer", by=leader.user)
    type_at(per, len("Åpning. Lagret. "), "Slutt.")
    expect(per.locator("[data-minutes][data-state=stopped]")).to_be_attached(timeout=5 * SECOND)
    change_place(member, place="member", by=leader.user)

    per.get_by_role("button", name="Lagre", exact=True).click()

    expect(per.get_by_text("Referatet er lagret.")).to_be_visible()
    expect(silje.locator("textarea[name=text]")).to_have_value("Åpning. Lagret. Slutt.", timeout=5 * SECOND)
    assert kept(meeting) == "Åpning. Lagret. Slutt."


def test_who_is_removed_receives_nothing_more(writing, leader, member, meeting):
    silje, per = writing(leader), writing(member)

    remove_member(member, by=leader.user)
    type_at(silje, 0, "Om Per")

    expect(silje.locator(SAVED)).to_be_attached(timeout=5 * SECOND)
    per.wait_for_timeout(1500)
    assert text_of(per) == ""


def test_approval_freezes_open_pages_and_keeps_what_was_not_saved(writing, leader, member, meeting):
    per = writing(member)
    per.route("**/endring/", lambda route: route.abort())
    type_at(per, 0, "Ikke lagret")
    expect(per.locator("[data-minutes][data-state=waiting]")).to_be_attached(timeout=5 * SECOND)

    approve_minutes(meeting, by=leader.user, seen=0)
    per.unroute("**/endring/")

    expect(per.locator("[data-minutes-status]")).to_contain_text("ble godkjent", timeout=12 * SECOND)
    assert text_of(per) == "Ikke lagret"


def test_pages_stand_and_minutes_are_saved_without_script(sit_down, live_portal, leader, meeting):
    AgendaItemFactory(meeting=meeting, title="Skilt", text="Hvem maler?", minutes=10, who=leader.user)
    AgendaItemFactory(meeting=meeting, title="Nøkler")
    page = sit_down(leader, reverse("minutes", args=[meeting.pk]), java_script_enabled=False)
    page.fill("textarea[name=text]", "Vedtak: Ja\nOppgave: Nei @Silje Lunde")
    page.locator("form.om-referat button").click()
    expect(page.locator("textarea[name=text]")).to_have_value("Vedtak: Ja\nOppgave: Nei @Silje Lunde")

    page = sit_down(leader, meeting.get_absolute_url())
    names = ("group_meeting", "group_meeting_change", "group_meeting_cancel", "agenda_new", "minutes")
    addresses = [reverse(name, args=[meeting.pk]) for name in (*names, "minutes_approve")]
    addresses += [
        reverse(name, args=["verksted"]) for name in ("group_meeting_list", "group_meeting_new", "group")
    ]
    assert_each_stands(page, live_portal, addresses)
    approve_minutes(meeting, by=leader.user, seen=1)
    assert_each_stands(page, live_portal, [reverse("minutes", args=[meeting.pk]), meeting.get_absolute_url()])


def assert_each_stands(page, portal, addresses):
    for address in addresses:
        assert page.goto(portal.url + address).status == 200
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
