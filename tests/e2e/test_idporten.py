"""ID-porten in a browser: a real provider on another origin, under the site's own content security policy."""

import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount

from tests.accessibility import assert_accessible
from tests.e2e.test_sign_in import KARI, code_for, confirm_it_is_me, look, sign_out, sign_up, type_and_send

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config")
SUB = "Z7bJDWJ0b5JfFoG1"
BUTTON = "form[action*='/oidc/idporten/login/'] button"


@pytest.fixture(scope="module")
def provider():
    with oidc_provider_mock.run_server_in_thread() as server:
        url = f"http://localhost:{server.server_port}"
        claims = {"acr": "idporten-loa-substantial", "sid": "sid-1"}
        requests.put(f"{url}/users/{SUB}", json=claims, timeout=5).raise_for_status()
        yield url


@pytest.fixture
def site(committed_db, portal_processes, provider):
    """A portal with ID-porten configured; its address as a browser knows it."""
    portal = portal_processes(
        {
            "ID_PORTEN_CLIENT_ID": "omigjen",
            "ID_PORTEN_CLIENT_SECRET": "hemmelig",
            "ID_PORTEN_URL": provider,
        }
    )
    return portal.url.replace("127.0.0.1", "localhost")


def go_through(page, provider):
    page.set_default_timeout(15000)
    page.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())
    page.locator(BUTTON).click()
    page.wait_for_url(f"{provider}/**")
    page.locator("[name=sub][type=text]").fill(SUB)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["", "/en"])
def test_newcomer_comes_by_idporten_and_goes_when_it_says_so(site, page, provider, language, smtp_server):
    page.goto(f"{site}{language}/konto/login/")
    look(page)
    go_through(page, provider)
    page.wait_for_url("**/konto/3rdparty/signup/")
    look(page)
    page.locator("main form.om-skjema button[type=submit]").click()
    look(page)
    type_and_send(page, "Kari Husflid", KARI)
    page.wait_for_url("**/konto/confirm-email/")
    look(page)
    type_and_send(page, code_for(smtp_server, KARI))
    page.wait_for_url("**/min-side/")

    frame_of(page, f"{site}{language}/konto/idporten/utlogging/?iss={provider}&sid=sid-1", provider)

    page.goto(f"{site}{language}/min-side/")
    assert "/konto/login/" in page.url


def frame_of(page, address, provider):
    """The address in a frame on the provider's own page, as when one signs out there."""
    page.goto(provider)
    page.set_content(f"<iframe title='Omigjen' src='{address}'></iframe>")
    frame = page.frame_locator("iframe")
    frame.locator("h1").wait_for()


@pytest.mark.parametrize("language", ["", "/en"])
def test_sign_in_by_idporten_is_added_and_removed(site, page, provider, language, smtp_server):
    sign_up(page, site, smtp_server)
    confirm_it_is_me(page, site, smtp_server)
    page.goto(f"{site}{language}/konto/3rdparty/")
    look(page)
    go_through(page, provider)
    page.wait_for_url("**/konto/3rdparty/")
    look(page)
    assert SocialAccount.objects.get().uid == SUB

    page.locator("main form[action$='/3rdparty/'] button").click()
    page.locator(BUTTON).wait_for()

    assert not SocialAccount.objects.exists()
    assert_accessible(page)
    sign_out(page, site)


@pytest.mark.parametrize("language", ["", "/en"])
def test_page_in_the_frame_is_accessible(site, page, language):
    look(page, f"{site}{language}/konto/idporten/utlogging/")
