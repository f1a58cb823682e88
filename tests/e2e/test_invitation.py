"""The invitation, played from the first word to the last."""

import re
from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from partners.inputs.models import Input
from portal.mail.delivery import deliver_due
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)

OPINION = "Vi trenger et låsbart lager. Da kan vi holde sykafé hver lørdag."
ANSWER = "Takk. Et låsbart lager er tatt inn i skissen."


def become(page, demo, slug):
    page.goto(demo.url)
    page.locator(f"form[action='/demo/as/{slug}/'] button").click()


def deliver_to(smtp_server, address):
    """Send what is due, and give back what `address` has got."""
    deliver_due()
    return smtp_server.to(address)


def text_of(message):
    return message.get_body(("plain",)).get_content()


def calendar_of(message):
    """The calendar part, and the method its MIME type names."""
    [part] = [
        part
        for part in message.walk()
        if part.get_content_type() == "text/calendar" and not part.get_filename()
    ]
    return icalendar.Calendar.from_ical(part.get_content()), part.get_param("method")


def personal_address(message, demo):
    path = re.search(r"/pamelding/[\w-]{20,}/", text_of(message)).group()
    return demo.url + path


def sign_up(page, demo, meeting, *, name, email, press):
    page.goto(f"{demo.url}{meeting.url}")
    page.locator(f"a[href$='{meeting.url}pamelding/']").first.click()
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    press(page)
    page.wait_for_url("**/pamelding-mottatt/")


def test_invitation_is_played_to_the_public_answer(demo, phone, smtp_server, press):
    email = "kari@husflid.example"
    meeting = WorkshopPage.objects.get(slug="dialogmote-om-ombrukssenter")

    phone.goto(demo.url)
    phone.get_by_role("link", name="Vil du delta på dialogmøte om ombrukssenter?").first.click()
    expect(phone.locator("main")).to_contain_text("Resultatet ble ombruksprosjektet Omigjen")
    phone.goto(f"{demo.url}/konsept/ombrukshuset/")
    assert phone.inner_text("h1") == "Ombrukshuset"
    sign_up(phone, demo, meeting, name="Kari Husflid", email=email, press=press)

    [confirmation] = deliver_to(smtp_server, email)
    calendar, method = calendar_of(confirmation)
    [event] = calendar.walk("VEVENT")
    assert method == calendar["METHOD"] == "REQUEST"
    assert event["DTSTART"].dt == meeting.start
    assert event["DTEND"].dt == meeting.end
    assert event["ATTENDEE"] == f"mailto:{email}"
    assert "video.example" not in text_of(confirmation) + event.to_ical().decode()

    with time_machine.travel(meeting.link_due + timedelta(minutes=1)):
        letters = deliver_to(smtp_server, email)
    assert [letter for letter in letters if "https://video.example/" in text_of(letter)] == [letters[-1]]

    phone.goto(personal_address(confirmation, demo))
    question = meeting.questions.first()
    phone.fill(f"[name=question_{question.pk}]", OPINION)
    phone.check("[name=visibility][value=everyone]")
    phone.check("[name=shown_as][value=name]")
    press(phone)
    expect(phone.locator("main")).to_contain_text(OPINION)

    said = Input.objects.get(text=OPINION)
    become(phone, demo, "koordinator")
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto(f"{demo.url}{reverse('inputs:input', args=[said.pk])}")
    phone.check("[name=status][value=adopted]")
    phone.fill("textarea[name=text]", ANSWER)
    phone.locator("button[value=send]").click()
    phone.wait_for_load_state()

    assert ANSWER in text_of(deliver_to(smtp_server, email)[-1])
    become(phone, demo, "utenforstaende")
    phone.goto(f"{demo.url}/innspill/?q=l%C3%A5sbart")
    public = phone.inner_text("main")
    assert OPINION in public
    assert ANSWER in public
    phone.goto(f"{demo.url}/innspill/{said.pk}/")
    assert ANSWER in phone.inner_text("main")


def test_cancelled_seat_of_a_full_meeting_goes_to_the_first_in_line(demo, phone, smtp_server, press):
    meeting = WorkshopPage.objects.get(slug="utviklingsverksted-verkstedgata")
    seated = SignUp.objects.filter(workshop=meeting).seated().first()
    first = SignUp.objects.filter(workshop=meeting).waiting().first()
    deliver_due()

    sign_up(phone, demo, meeting, name="Sist Iveien", email="sist@iko.example", press=press)
    newcomer = SignUp.objects.get(name="Sist Iveien")
    phone.goto(f"{demo.url}{seated.get_absolute_url()}")
    phone.locator("a[href$='/avbestill/']").click()
    phone.locator("main form[method=post] button[type=submit]").click()
    phone.wait_for_load_state()

    first.refresh_from_db()
    newcomer.refresh_from_db()
    assert first.status == SignUp.Status.REGISTERED
    assert newcomer.status == SignUp.Status.WAITING
    promotion = deliver_to(smtp_server, first.person.email)[-1]
    _calendar, method = calendar_of(promotion)
    assert method == "REQUEST"
    cancellation = deliver_to(smtp_server, seated.person.email)[-1]
    calendar, method = calendar_of(cancellation)
    assert method == calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"
