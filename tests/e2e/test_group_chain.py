"""A group at work from end to end, two at once: a time is found, they meet and write, and it is done."""

import icalendar
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from partners.decisions.models import GroupDecision
from partners.minutes.models import GroupMeeting
from partners.minutes.writing import written_in
from partners.notices.mailing import write_due
from partners.tasks.models import Task
from portal.mail.delivery import deliver_due
from tests.factories import GroupMemberFactory, WorkingGroupFactory, in_days, make_decision

SECOND = 1000
FIELD = "textarea[name=text]"
SAVED = "[data-minutes][data-state=saved]"


@pytest.fixture
def silje(live_portal):
    group = WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")
    return GroupMemberFactory(group=group, place="leader", user__name="Silje Lunde")


@pytest.fixture
def per(silje):
    return GroupMemberFactory(group=silje.group, user__name="Per Vik")


@pytest.fixture
def sit_down(live_portal, new_context):
    """`sit_down(place, path)`: a browser of theirs, at that page."""

    def at(place, path):
        client = Client()
        client.force_login(place.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context()
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        page = context.new_page()
        page.goto(live_portal.url + path)
        return page

    return at


def post_of(smtp_server, place):
    """What has come to their mailbox by now."""
    deliver_due()
    return smtp_server.to(place.user.email)


def text_of(message):
    return message.get_body(("plain",)).get_content()


def entry_of(message):
    """The method and the entry of the calendar part."""
    [part] = [
        part
        for part in message.walk()
        if part.get_content_type() == "text/calendar" and not part.get_filename()
    ]
    calendar = icalendar.Calendar.from_ical(part.get_content())
    [entry] = calendar.walk("VEVENT")
    assert part.get_param("method") == str(calendar["method"])
    return str(calendar["method"]), entry


def put_caret(page, place):
    page.locator(FIELD).evaluate("(field, at) => { field.focus(); field.setSelectionRange(at, at); }", place)


def find_a_time(leader, member, poll):
    """Both say what they can, and the leader closes it with the first of the times."""
    for page in (leader, member):
        page.get_by_label("Ja", exact=True).first.check()
        page.get_by_role("button", name="Stem", exact=True).click()
        expect(page.locator("[data-decision-votes]")).to_contain_text("har stemt")
    leader.get_by_role("link", name="Lukk nå").click()
    leader.get_by_role("button", name="Ja, lukk den").click()
    leader.get_by_role("link", name="Skriv utfallet").click()
    leader.get_by_label("Tidspunktet").select_option(str(poll.options.first().pk))
    leader.get_by_label("Utfall", exact=True).fill("Vi møtes da.")
    leader.get_by_role("button", name="Lagre utfallet").click()
    expect(leader.locator(".om-utfall__tid")).to_be_visible()


def write_together(leader, member, meeting):
    """Both type at the same time, one of them without a net for a while; returns what they have written."""
    for page in (leader, member):
        expect(page.locator("html[data-live=open]")).to_be_attached()
    put_caret(leader, 0)
    leader.keyboard.type("Til stede: \n")
    expect(member.locator(FIELD)).to_have_value("Til stede: \n", timeout=5 * SECOND)
    put_caret(member, len("Til stede: "))
    put_caret(leader, len("Til stede: \n"))
    for one, other in zip("Vedtak: Vi åpner lørdag\n", "Silje og Per, begge her.", strict=True):
        leader.keyboard.type(one)
        member.keyboard.type(other)
    both = "Til stede: Silje og Per, begge her.\nVedtak: Vi åpner lørdag\n"
    for page in (leader, member):
        expect(page.locator(FIELD)).to_have_value(both, timeout=15 * SECOND)
    member.context.set_offline(True)
    put_caret(member, len("Til stede: Silje og Per, begge her."))
    member.keyboard.type(" (uten nett)")
    put_caret(leader, len(both))
    leader.keyboard.type("Oppgave: Mal skiltet @Per Vik innen 12.3.\n")
    expect(leader.locator(SAVED)).to_be_attached(timeout=10 * SECOND)
    meeting.refresh_from_db()
    assert "uten nett" not in str(written_in(meeting))
    member.context.set_offline(False)
    whole = both.replace("her.", "her. (uten nett)") + "Oppgave: Mal skiltet @Per Vik innen 12.3.\n"
    for page in (leader, member):
        expect(page.locator(FIELD)).to_have_value(whole, timeout=20 * SECOND)
        expect(page.locator(SAVED)).to_be_attached(timeout=10 * SECOND)
    return whole


def test_found_time_becomes_a_meeting_minutes_rows_and_the_digest(sit_down, smtp_server, silje, per):
    times = [{"start": in_days(9 + n, hour=18), "end": in_days(9 + n, hour=20)} for n in range(2)]
    poll = make_decision(silje.group, kind="times", by=silje.user, options=times, title="Når møtes vi?")
    leader, member = (sit_down(place, poll.get_absolute_url()) for place in (silje, per))
    find_a_time(leader, member, poll)
    [*_earlier, found] = [each for each in post_of(smtp_server, per) if "text/calendar" in each.as_string()]

    leader.locator("[name=title]").fill("Verkstedmøte")
    leader.locator("[name=place]").fill("Låven")
    leader.get_by_role("button", name="Kall inn til møtet").click()
    leader.wait_for_url("**/moter/*/")
    expect(leader.locator("h1")).to_have_text("Verkstedmøte")
    meeting = GroupMeeting.objects.get(found_by=poll)
    called = post_of(smtp_server, per)[-1]
    (_method, first), (method, entry) = entry_of(found), entry_of(called)
    assert (method, str(entry["uid"]), entry["sequence"]) == ("REQUEST", str(first["uid"]), 1)
    assert (str(entry["location"]), entry["dtstart"].dt) == ("Låven", times[0]["start"])
    assert str(entry["attendee"]) == f"mailto:{per.user.email}"

    minutes = reverse("minutes", args=[meeting.pk])
    leader, member = (sit_down(place, minutes) for place in (silje, per))
    whole = write_together(leader, member, meeting)
    leader.goto(leader.url + "godkjenn/")
    leader.get_by_role("button", name="Godkjenn og send").click()
    leader.wait_for_url(f"**{minutes}")
    meeting.refresh_from_db()
    assert meeting.minutes.strip() == whole.strip()
    [sent] = [each for each in post_of(smtp_server, per) if each["Subject"] == "Referatet fra Verkstedmøte"]
    for words in ("Vi åpner lørdag", "Mal skiltet @Per Vik", "(uten nett)"):
        assert words in text_of(sent)

    decision, task = GroupDecision.objects.get(kind="meeting"), Task.objects.get()
    assert (decision.title, task.owner) == ("Vi åpner lørdag", per.user)
    leader.goto(leader.url.split("/moter/")[0] + "/verksted/beslutninger/")
    row = leader.locator("li", has=leader.get_by_role("link", name="Vi åpner lørdag"))
    expect(row.get_by_role("link", name="Verkstedmøte")).to_have_attribute("href", minutes)
    with time_machine.travel(in_days(2, hour=9), tick=False):
        assert write_due() == 1
        digest = post_of(smtp_server, per)[-1]
    assert "Mal skiltet @Per Vik" in text_of(digest)
