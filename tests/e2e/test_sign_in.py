"""Signing up and in as people do it: by keyboard, on a phone, with letters that really leave."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator

from partners.people.actions import person_for
from partners.people.models import User
from portal.mail.delivery import deliver_due
from tests.accessibility import assert_accessible
from tests.factories import InputFactory, LetterFactory, SignUpFactory, UserFactory
from tests.staff import with_second_factor

KARI = "kari@husflid.example"
SIZES = ({"width": 390, "height": 844}, {"width": 1280, "height": 900})


@pytest.fixture
def site(live_portal):
    """The address as a browser must know it to use passkeys: a name, not a number."""
    return live_portal.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def authenticator(page):
    """Chromium's own passkey holder, with a finger on it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code_for(smtp_server, address):
    """The code in the latest letter that has one: news of changes may come after it."""
    deliver_due()
    texts = [message.get_body(("plain",)).get_content() for message in smtp_server.to(address)]
    return re.findall(r"^(\d{6})\s*$", "\n".join(texts), re.MULTILINE)[-1]


def type_and_send(page, *words):
    """Fill in the fields in their order and send, with the keyboard alone."""
    page.locator("main form.om-skjema input:not([type=hidden])").first.focus()
    for number, word in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(word)
    page.keyboard.press("Enter")


def sign_up(page, site, smtp_server, email=KARI):
    page.goto(f"{site}/konto/signup/")
    type_and_send(page, "Kari Husflid", email)
    page.wait_for_url("**/konto/confirm-email/")
    type_and_send(page, code_for(smtp_server, email))
    page.wait_for_url("**/min-side/")


def sign_out(page, site):
    page.goto(f"{site}/konto/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{site}/")


def test_volunteer_signs_up_by_keyboard_on_a_phone_within_a_minute(site, phone, smtp_server):
    person = person_for(KARI)
    SignUpFactory(person=person, workshop__title="Verksted om lager")
    InputFactory(giver=person, text="Vi trenger et låsbart lager.")
    began = time.monotonic()
    pages = []
    phone.on("framenavigated", lambda frame: pages.append(frame.url))

    sign_up(phone, site, smtp_server)

    assert time.monotonic() - began < 60
    assert len(pages) == 3
    assert "Verksted om lager" in phone.inner_text("main")
    assert "Vi trenger et låsbart lager." in phone.inner_text("main")
    assert_accessible(phone)


def test_known_person_signs_in_by_keyboard(site, phone, smtp_server):
    sign_up(phone, site, smtp_server)
    sign_out(phone, site)

    phone.goto(f"{site}/min-side/")
    type_and_send(phone, KARI)
    phone.wait_for_url("**/konto/login/code/confirm/**")
    type_and_send(phone, code_for(smtp_server, KARI))

    phone.wait_for_url(f"{site}/min-side/")


def test_passkey_is_added_with_a_fresh_code_and_used(site, page, smtp_server, authenticator):
    sign_up(page, site, smtp_server)
    page.goto(f"{site}/konto/2fa/webauthn/add/")
    page.locator("main button[value=send]").click()
    type_and_send(page, code_for(smtp_server, KARI))
    page.wait_for_url("**/2fa/webauthn/add/")
    page.fill("[name=name]", "Mobilen min")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")
    assert Authenticator.objects.get(type="webauthn").wrap().name == "Mobilen min"
    sign_out(page, site)

    page.goto(f"{site}/konto/login/")
    page.locator("#passkey_login").click()

    page.wait_for_url(f"{site}/min-side/")
    deliver_due()
    assert "passnøkkel" in smtp_server.to(KARI)[-1].get_body(("plain",)).get_content()


def test_who_has_a_passkey_must_show_it_after_the_code(site, page, smtp_server, authenticator):
    sign_up(page, site, smtp_server)
    add_passkey(page, site, smtp_server)
    sign_out(page, site)
    page.goto(f"{site}/konto/login/")
    type_and_send(page, KARI)
    page.wait_for_url("**/confirm/")
    type_and_send(page, code_for(smtp_server, KARI))
    page.wait_for_url("**/2fa/authenticate/")
    assert_accessible(page)

    page.locator("#mfa_webauthn_authenticate").click()

    page.wait_for_url(f"{site}/min-side/")


def confirm_it_is_me(page, site, smtp_server):
    """By a fresh code, as before anything of weight is changed."""
    page.goto(f"{site}/konto/reauthenticate/")
    page.locator("main button[value=send]").click()
    type_and_send(page, code_for(smtp_server, KARI))
    page.wait_for_url("**/min-side/")


def add_passkey(page, site, smtp_server):
    page.goto(f"{site}/konto/2fa/webauthn/add/")
    page.locator("main button[value=send]").click()
    type_and_send(page, code_for(smtp_server, KARI))
    # The button does nothing before its script is there.
    page.wait_for_url("**/2fa/webauthn/add/")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")


def test_person_is_told_when_the_passkey_is_not_used(site, page, smtp_server):
    page.goto(f"{site}/konto/login/")
    page.route("**/konto/2fa/webauthn/login/", lambda route: route.abort())

    page.locator("#passkey_login").click()

    page.locator("[data-passkey-error]").wait_for(state="visible")
    assert_accessible(page)


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_at_the_door_are_accessible(site, page, language, smtp_server):
    for path in (
        "login/",
        "signup/",
        "signup/passkey/",
        "inactive/",
        "3rdparty/login/cancelled/",
        "3rdparty/login/error/",
    ):
        look(page, f"{site}{language}/konto/{path}")
    page.goto(f"{site}{language}/konto/login/")
    page.locator("main form.om-skjema button[type=submit]").click()
    look(page)
    type_and_send(page, "ukjent@example.no")
    page.wait_for_url("**/confirm/")
    look(page)
    type_and_send(page, "12")
    page.locator("[aria-invalid=true]").wait_for()
    look(page)


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_the_account_are_accessible(site, page, language, smtp_server, authenticator):
    sign_up(page, site, smtp_server)
    base = f"{site}{language}/konto"
    look(page, f"{site}{language}/min-side/")
    look(page, f"{site}{language}/min-side/navn/")
    look(page, f"{base}/reauthenticate/")
    page.locator("main button[value=send]").click()
    page.wait_for_load_state()
    look(page)
    type_and_send(page, code_for(smtp_server, KARI))
    page.wait_for_url("**/min-side/")
    for path in (
        "logout/",
        "email/",
        "sessions/",
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/add/",
        "2fa/webauthn/",
    ):
        look(page, f"{base}/{path}")
    page.goto(f"{base}/2fa/webauthn/add/")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")
    look(page)
    pk = Authenticator.objects.get(type="webauthn").pk
    for path in (
        "",
        "webauthn/",
        f"webauthn/{pk}/edit/",
        f"webauthn/{pk}/remove/",
        "recovery-codes/generate/",
    ):
        look(page, f"{base}/2fa/{path}")


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_a_second_factor_are_accessible(site, page, language, smtp_server, authenticator):
    sign_up(page, site, smtp_server)
    add_passkey(page, site, smtp_server)
    with_second_factor(User.objects.get(email=KARI))
    base = f"{site}{language}/konto/2fa"
    for path in ("", "totp/deactivate/", "recovery-codes/", "reauthenticate/webauthn/", "reauthenticate/"):
        look(page, f"{base}/{path}")
    type_and_send(page, "000000")
    page.locator("[aria-invalid=true]").wait_for()
    look(page)


@pytest.mark.parametrize("language", ["", "/en"])
def test_account_is_made_with_a_passkey(site, phone, language, smtp_server, authenticator):
    phone.goto(f"{site}{language}/konto/signup/passkey/")
    type_and_send(phone, "Kari Husflid", KARI)
    phone.wait_for_url("**/konto/confirm-email/")
    look(phone)
    type_and_send(phone, code_for(smtp_server, KARI))
    phone.wait_for_url("**/2fa/webauthn/signup/")
    look(phone)
    phone.locator("#mfa_webauthn_signup").click()

    phone.wait_for_url(f"{site}{language}/min-side/")
    assert Authenticator.objects.filter(type="webauthn", user__email=KARI).exists()


def look(page, address=""):
    """Every size of the same page."""
    if address:
        page.goto(address)
    for size in SIZES:
        page.set_viewport_size(size)
        assert_accessible(page)


def test_what_is_open_is_closed_when_signed_out_elsewhere(site, page, smtp_server):
    sign_up(page, site, smtp_server)

    page.context.new_page().goto(f"{site}/konto/sessions/")
    other = page.context.pages[-1]
    other.locator("form[action$='/overalt/'] button").click()
    other.wait_for_url("**/konto/login/")

    page.goto(f"{site}/min-side/")
    assert "/konto/login/" in page.url


def test_letters_to_many_wait_for_the_code(site, phone, smtp_server):
    LetterFactory.create_batch(3)
    UserFactory(email=KARI)

    phone.goto(f"{site}/konto/login/")
    type_and_send(phone, KARI)
    phone.wait_for_url("**/confirm/")
    deliver_due(limit=1)

    assert [message["To"] for message in smtp_server.messages] == [KARI]


@pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
def test_header_of_the_demo_fits_with_and_without_somebody_signed_in(demo, page):
    for person in ("utenforstaende", "ingen"):
        page.goto(demo.url)
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        page.request.post(
            f"{demo.url}/demo/as/{person}/",
            form={"csrfmiddlewaretoken": token},
            headers={"referer": demo.url},
        )
        page.goto(demo.url)
        for width in (320, 390, 768, 1100, 1280, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert (person, width, page.evaluate(over)) == (person, width, 0)
