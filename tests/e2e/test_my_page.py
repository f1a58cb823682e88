"""My page in a browser: choices, the copy of one's data, and the end of an account, on a phone."""

import io
import json
import re
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from partners.people.models import User
from partners.people.wishes import token_of
from portal.mail import kinds
from portal.mail.models import Letter
from tests.accessibility import assert_accessible
from tests.e2e.test_accessibility import assert_stands

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
SUBMIT = "main form.om-skjema button[type=submit]"
ERASE = "from partners.people.closing import erase_closed_accounts; print(erase_closed_accounts())"


def become(page, portal, slug):
    page.goto(f"{portal.url}/")
    page.locator(f"form[action='/demo/as/{slug}/'] button").click()
    page.wait_for_load_state()


def confirm_it_is_you(page, user):
    """Ask for a code on the page that wants one, and type it in."""
    page.wait_for_url("**/konto/reauthenticate/**")
    assert_accessible(page)
    page.locator("main button[name=action][value=send]").click()
    page.locator("#id_code").wait_for()
    letter = Letter.objects.filter(to=user.email, data__name="reauthentication_code").latest("pk")
    page.fill("#id_code", re.search(r"^\d{6}$", kinds.render(letter).text, re.MULTILINE).group())
    page.locator(SUBMIT).first.click()


def test_person_fetches_their_data_and_deletes_their_account(demo, phone):
    page = phone
    become(page, demo, "frivillig")
    user = User.objects.get(name="Per Olav Vik")
    said = user.person.inputs.count()
    page.goto(f"{demo.url}/min-side/")
    assert_stands(page)

    page.locator("a[href='/min-side/data/']").click()
    assert_stands(page)
    page.locator("main form button").click()
    confirm_it_is_you(page, user)
    page.locator("h2", has_text="Kopien din blir laget").wait_for()
    assert_stands(page)
    demo.manage("worker", "--once")
    page.locator("main a", has_text="Se om den er klar").click()
    page.locator("h2", has_text="Kopien din er klar").wait_for()
    assert_stands(page)
    with page.expect_download() as download:
        page.locator("main a[href='/min-side/data/fil/']").click()
    with ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        data, readable = json.loads(archive.read("data.json")), archive.read("index.html").decode()
        archive.extractall(folder := download.value.path().parent / "kopi")
    assert data["account"][0]["email"] == user.email
    assert len(data["inputs"]) == said > 0
    assert data["inputs"][0]["text"].split("\n")[0] in readable
    page.goto(f"file://{folder}/index.html")
    assert_stands(page)

    close(page, demo, user)
    become(page, demo, "frivillig")
    page.goto(f"{demo.url}/min-side/")
    page.wait_for_url("**/min-side/slett/angre/")
    assert_stands(page)
    page.locator("main form button", has_text="Behold kontoen").click()
    page.wait_for_url(f"{demo.url}/min-side/")
    assert_stands(page)

    close(page, demo, user)
    User.objects.filter(pk=user.pk).update(erase_after=timezone.now())
    assert demo.manage("shell", "-v0", "-c", ERASE) == "1\n"
    assert not User.objects.filter(pk=user.pk).exists()
    page.goto(f"{demo.url}/innspill/")
    assert page.locator("main", has_text="Tidligere deltaker").count() == 1
    assert page.locator("main", has_text=user.name).count() == 0


def close(page, portal, user):
    page.goto(f"{portal.url}/min-side/")
    page.locator("a[href='/min-side/slett/']").click()
    assert_stands(page)
    page.locator(SUBMIT).click()
    page.locator("[data-error-summary]").wait_for()
    assert_stands(page)
    page.locator("#id_sure").check()
    page.locator(SUBMIT).click()
    page.wait_for_load_state()
    if "/reauthenticate/" in page.url:
        confirm_it_is_you(page, user)
    page.wait_for_url("**/min-side/slettet/")
    assert_stands(page)


def test_choices_of_letters_and_language_on_a_phone(demo, phone):
    page = phone
    become(page, demo, "partner")
    user = User.objects.get(name="Silje Lunde")
    page.goto(f"{demo.url}/min-side/")
    page.locator("a[href='/min-side/varsler/']").click()
    assert_stands(page)
    page.get_by_role("switch", name="Påminnelser om møter", exact=True).uncheck()
    page.locator(SUBMIT).click()
    page.locator(".ds-alert[data-color=success]").wait_for()
    assert_stands(page)
    assert [each.topic for each in user.person.unwanted.all()] == ["meetings.reminder"]

    page.goto(f"{demo.url}/min-side/")
    page.locator("[name=language][value=en]").check()
    page.locator("form[action='/min-side/sprak/'] button").click()
    page.wait_for_url("**/en/min-side/")
    assert page.inner_text("h1") == "My page"
    assert_stands(page)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_letters_are_turned_off_without_an_account_or_a_script(demo, browser, browser_context_args, language):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    person = User.objects.get(name="Silje Lunde").person
    with override(language):
        address = reverse("letters_off", args=[token_of(person.pk, "meetings.after")])

    page.goto(demo.url + address)
    assert not person.unwanted.exists()
    page.locator("main form button").click()
    assert [each.topic for each in person.unwanted.all()] == ["meetings.after"]
    page.locator("main form button").click()
    assert not person.unwanted.exists()
    context.close()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_page_stands(demo, page, language):
    become(page, demo, "partner")
    person = User.objects.get(name="Silje Lunde").person
    names = ("my_page", "my_name", "my_letters", "my_data", "close_my_account", "account_closed")
    with override(language):
        addresses = [reverse(name) for name in names]
        addresses.append(reverse("letters_off", args=[token_of(person.pk, "meetings.after")]))
    for address in addresses:
        assert page.goto(demo.url + address).status == 200
        assert_stands(page)
    page.locator("main form button").click()
    assert_stands(page)
    for slug in ("utenforstaende", "koordinator"):
        become(page, demo, slug)
        for address in (addresses[0], addresses[4]):
            page.goto(demo.url + address)
            assert_stands(page)
