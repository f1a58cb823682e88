"""Each public page and state, in both languages: axe finds nothing, nothing scrolls sideways,
and nobody but the site is asked.

The demo is loaded once for the whole module; its tests only read it.
"""

from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from home.models import ConceptPage
from home.palettes import PALETTES
from partners.comments.actions import Said, give_comment
from partners.comments.periods import set_period
from partners.comments.places import find_place
from partners.inputs.actions import answer_input, hide_input, marker_of
from partners.inputs.drafting import draft_answer
from partners.inputs.models import Input
from partners.organisations.models import Organisation
from partners.people.actions import person_for
from partners.people.models import User
from portal.mail.models import Letter
from tests.accessibility import Listener, assert_accessible
from tests.factories import InputFactory
from workshops.meetings.actions import cancel_meeting
from workshops.meetings.models import WorkshopPage
from workshops.signups.actions import cancel_sign_up
from workshops.signups.models import SignUp

WIDTHS = (390, 1280)
NARROW = 320
HEIGHT = 900
LANGUAGES = ("nb", "en")
# Adds a stylesheet of the site to the page, and waits for it.
WEAR = """address => new Promise(done => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: address, onload: done });
  document.head.append(link);
})"""
SUBMIT = "main form.om-skjema button[type=submit]"


@pytest.fixture(scope="module")
def site(portal_processes, django_db_setup, django_db_blocker):
    """The demo, with one cancelled sign-up and one cancelled meeting."""
    with django_db_blocker.unblock():
        portal = portal_processes({"DEMO": "1"})
        portal.load_demo(django_db_setup)
        cancel_sign_up(meeting("dialogmote-om-ombrukssenter").signups.seated().last())
        coordinator = User.objects.get(email="koordinator@example.no")
        cancel_meeting(meeting("dialogmote-hvem-gjor-hva"), reason="Kulturhuset er stengt.", by=coordinator)
        yield portal
        django_db_setup.leave()


@pytest.fixture
def window(page, site):
    """A page that stays at home: it fails at the end when anybody but the site itself was asked."""
    listener = Listener(page, site.url)
    yield page
    assert len(listener.asked) > 3
    assert listener.strangers == []


def meeting(slug):
    return WorkshopPage.objects.get(slug=slug, locale__language_code="nb")


def assert_stands(page):
    """The page as it is now, at each width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert_accessible(page)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url}: {overflow} px wider than a window of {NARROW} px"


def assert_each_stands(page, site, addresses, status=200):
    """All of the addresses; what is wrong with one does not hide what is wrong with the next."""
    troubles = []
    for address in addresses:
        answer = page.goto(site.url + address)
        try:
            assert answer.status == status, f"{address} answers {answer.status}"
            assert_stands(page)
        except AssertionError as trouble:
            troubles.append(str(trouble))
    assert not troubles, "\n".join(troubles)


def in_language(language, *names):
    with translation.override(language):
        return [reverse(name) for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_published_pages_stand(window, site, language):
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1)
    addresses = [urlsplit(page.full_url).path for page in pages.order_by("path")]

    assert len(addresses) > 5
    assert_each_stands(window, site, addresses)


@pytest.mark.parametrize("code", [code for code, palette in PALETTES.items() if palette.stylesheet])
def test_pages_stand_in_each_palette(window, site, code):
    invitation = next(meeting_addresses("nb"))

    for address in ("/", "/konsept/", invitation, f"{invitation}pamelding/", "/innspill/", "/aktuelt/"):
        window.goto(site.url + address)
        window.evaluate(WEAR, f"/static/{PALETTES[code].stylesheet}")
        assert_stands(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_and_input_stand(window, site, language):
    search, inputs, resend, resent = in_language(
        language, "search", "input_list", "signup_resend", "signup_resent"
    )
    answered = Input.objects.public().filter(answers__isnull=False).first()
    open_one = Input.objects.public().filter(answers__isnull=True).first()

    assert_each_stands(
        window,
        site,
        [
            search,
            f"{search}?q=ombruk",
            f"{search}?q=finnesikke",
            f"{search}?q=%2B",
            inputs,
            f"{inputs}?q=finnesikke",
            f"{inputs}?answered=yes&page={answered.page_id}",
            f"{inputs}?group=place",
            f"{inputs}?group=theme&answered=no",
            f"{inputs}{answered.pk}/",
            f"{inputs}{open_one.pk}/",
            resend,
            resent,
        ],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_that_is_not_there_stands(window, site, language):
    assert_each_stands(window, site, [f"{in_language(language, 'input_list')[0]}finnes/ikke/"], status=404)


def meeting_addresses(language):
    for slug in ("dialogmote-om-ombrukssenter", "utviklingsverksted-verkstedgata", "forste-dialogmote"):
        page = meeting(slug).get_translations(inclusive=True).filter(locale__language_code=language).first()
        if page:
            yield urlsplit(page.full_url).path


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_meetings_stand(window, site, language):
    functions = ("pamelding/", "pamelding-mottatt/", "innspill/", "innspill-mottatt/")

    assert_each_stands(
        window, site, [page + function for page in meeting_addresses(language) for function in functions]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_with_errors_stand(window, site, language):
    invitation = next(meeting_addresses(language))
    [resend] = in_language(language, "signup_resend")

    for address in (f"{invitation}pamelding/", f"{invitation}innspill/", resend):
        window.goto(site.url + address)
        window.locator(SUBMIT).last.click()
        window.locator("[data-error-summary]").wait_for()
        assert_stands(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_personal_pages_stand(window, site, language):
    full = meeting("utviklingsverksted-verkstedgata")
    signups = {
        "seated": meeting("dialogmote-om-ombrukssenter").signups.seated().first(),
        "waiting": full.signups.waiting().first(),
        "cancelled": SignUp.objects.filter(status=SignUp.Status.CANCELLED).first(),
        "attended": meeting("forste-dialogmote").signups.first(),
    }
    with translation.override(language):
        own = {name: reverse("signup_page", args=[signup.token]) for name, signup in signups.items()}

    assert_each_stands(
        window,
        site,
        [*own.values(), f"{own['seated']}endre/", f"{own['waiting']}endre/", f"{own['seated']}avbestill/"],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_personal_forms_with_errors_stand(window, site, language):
    signup = meeting("dialogmote-om-ombrukssenter").signups.seated().first()
    with translation.override(language):
        own = reverse("signup_page", args=[signup.token])

    window.goto(f"{site.url}{own}endre/")
    window.fill("[name=name]", "")
    window.locator(SUBMIT).last.click()
    window.locator("[data-error-summary]").wait_for()
    assert_stands(window)

    window.goto(site.url + own)
    window.locator(SUBMIT).last.click()
    window.locator("[data-error-summary]").wait_for()
    assert_stands(window)


def given_input(signup, text, **fields):
    return InputFactory(page=signup.workshop.page_ptr, giver=signup.person, text=text, **fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_personal_page_with_answers_and_hidden_input_stands(window, site, language):
    signup = meeting("dialogmote-om-ombrukssenter").signups.seated().first()
    coordinator = User.objects.get(email="koordinator@example.no")
    answer_input(given_input(signup, "Et låsbart lager"), status="partly", text="Delvis.", by=coordinator)
    hide_input(given_input(signup, "Noe om naboen"), reason="Navngir en privatperson", by=coordinator)
    given_input(signup, "Bare til dere", visibility="municipality")
    with translation.override(language):
        window.goto(site.url + signup.get_absolute_url())
    window.fill("textarea >> nth=0", f"Sagt av {language}")
    window.check("[name=visibility][value=municipality]")
    window.locator(SUBMIT).last.click()
    window.locator(".ds-alert[data-color=success]").first.wait_for()

    assert_stands(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_waits_to_be_seen_and_the_municipalitys_form_stand(window, site, language):
    concept = ConceptPage.objects.get(slug="ombrukshuset")
    coordinator = User.objects.get(email="koordinator@example.no")
    dates = {"opens_at": None, "closes_at": None, "phase": "", "phase_en": ""}
    set_period(concept, **dates, seen_first=True, by=coordinator)
    user = User.objects.get(email="perolav@frivillig.example")
    place = find_place(concept.pk)
    given = give_comment(place, said=Said(text=f"Sagt av {language}"), person=person_for(user.email))
    shown = InputFactory(page=concept.page_ptr, kind="comment")
    draft_answer(shown, status="partly", text="Delvis.", by=coordinator, seen=marker_of(shown))
    with translation.override(language):
        thread, pages = place.url, [given.get_absolute_url(), shown.get_absolute_url()]
        own = reverse("input_answer", args=[InputFactory(page=concept.page_ptr).pk])

    for persona in ("frivillig", "koordinator"):
        window.goto(site.url)
        window.locator(f"form[action='/demo/as/{persona}/'] button").click()
        window.wait_for_load_state()
        assert_each_stands(window, site, [thread, *pages])
    assert_each_stands(window, site, [own])
    window.locator("main button[value=draft]").click()
    window.locator("[data-error-summary]").wait_for()
    assert_stands(window)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_sent_too_quickly_stands(window, site, language):
    window.goto(f"{site.url}{next(meeting_addresses(language))}pamelding/")
    window.fill("[name=name]", "Rask Person")
    window.fill("[name=email]", "rask@example.no")
    window.check("[name=on_behalf_of][value=business]")
    window.fill("[name=organisation_name]", "Raskt AS")
    window.evaluate("document.querySelector('[name=shown]').value = ''")
    window.locator(SUBMIT).last.click()
    window.locator("[role=alert]:focus").wait_for()

    assert_stands(window)


def test_what_opens_stands_open(window, site):
    window.set_viewport_size({"width": 390, "height": HEIGHT})
    window.goto(f"{site.url}/innspill/")
    window.locator("form.om-filter summary").click()
    assert_stands(window)

    concept = Page.objects.get(slug="ombrukshuset")
    window.goto(site.url + urlsplit(concept.full_url).path)
    window.locator(".om-varme summary").click()
    assert_stands(window)

    window.set_viewport_size({"width": 390, "height": HEIGHT})
    window.locator("[popovertarget=mobilmeny]").click()
    window.locator("#mobilmeny:popover-open").wait_for()
    assert_accessible(window)


def test_expired_form_stands(window, site):
    window.goto(f"{site.url}{next(meeting_addresses('nb'))}innspill/")
    window.context.clear_cookies()
    with window.expect_response(lambda answer: answer.request.method == "POST") as refused:
        window.locator(SUBMIT).last.click()

    assert refused.value.status == 403
    assert_stands(window)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 403, 413, 429, 500])
def test_pages_of_trouble_stand(window, site, status, language):
    with translation.override(language):
        body = render_to_string(f"{status}.html")
    address = f"{site.url}/trouble/"
    headers = {"Content-Type": "text/html; charset=utf-8"}
    window.route(address, lambda route: route.fulfill(status=status, headers=headers, body=body))
    window.goto(address)

    assert_stands(window)


def test_doors_and_own_account_stand(window, site):
    doors = ["account_login", "account_signup", "account_request_login_code"]
    account = ["account_email", "mfa_index", "usersessions_list", "account_logout"]

    assert_each_stands(window, site, [reverse(name) for name in doors])
    window.goto(site.url)
    window.locator("form[action='/demo/as/frivillig/'] button").click()
    window.wait_for_load_state()
    assert_each_stands(window, site, [reverse(name) for name in account])


@pytest.mark.parametrize("language", LANGUAGES)
def test_partners_stand(window, site, language):
    directory, map_of_partners = in_language(language, "partner_directory", "partner_map")
    partner = Organisation.objects.get(number="310000043")
    without_logo = Organisation.objects.get(name="Slemmestad Snekkeri")

    assert_each_stands(
        window,
        site,
        [
            directory,
            f"{directory}?tag=kurs&place=R%C3%B8yken",
            f"{directory}?q=finnesikke",
            map_of_partners,
            f"{directory}{partner.pk}/",
            f"{directory}{without_logo.pk}/",
        ],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_partners_stand_in_the_workspace(window, site, language):
    directory, map_of_partners = in_language(language, "partner_directory", "partner_map")
    own = Organisation.objects.get(number="310000043")
    for_partners = Organisation.objects.get(visibility="partners")
    with translation.override(language):
        form = reverse("organisation_profile", args=[own.pk])
    window.goto(site.url)
    window.locator("form[action='/demo/as/partner/'] button").click()
    window.wait_for_load_state()

    assert_each_stands(
        window,
        site,
        [directory, f"{directory}?kind=informal", map_of_partners, f"{directory}{for_partners.pk}/", form],
    )
    window.fill("[name=website]", "ikke en adresse")
    window.set_input_files(
        "[name=logo]", {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg></svg>"}
    )
    window.locator(SUBMIT).last.click()
    window.locator("[data-error-summary]").wait_for()
    assert_stands(window)


def test_list_of_partners_narrows_in_place_and_its_address_can_be_shared(window, site):
    [directory] = in_language("nb", "partner_directory")
    window.goto(site.url + directory)
    before = window.locator(".om-partner").count()
    window.fill("#id_q", "sykkel")
    window.locator("form.om-filter button[type=submit]").click()
    window.wait_for_url(f"**{directory}?*q=sykkel*")
    window.locator("#partners .om-partner", has_text="Nordre Sykkelverksted").wait_for()

    assert window.locator(".om-partner").count() == 1 < before
    window.reload()
    assert window.locator(".om-partner").count() == 1
    window.go_back()
    window.locator(".om-partner").nth(before - 1).wait_for()


def test_place_on_the_map_leads_to_who_is_there(window, site):
    [map_of_partners] = in_language("nb", "partner_map")
    window.goto(site.url + map_of_partners)
    window.locator(".om-kart__sted", has_text="Røyken").click()
    window.wait_for_url("**/partner/virksomheter/?place=*")

    assert window.locator(".om-partner").all_inner_texts()[0].startswith("Røyken Husflidslag")


def test_mail_of_the_demo_stands(window, site):
    letter = Letter.objects.filter(kind="workshops.confirmation").first()

    assert_each_stands(window, site, ["/demo/epost/", f"/demo/epost/{letter.pk}/"])


def test_editor_meets_the_programmes_mark_and_asks_nobody_else(window, site):
    concept = Page.objects.get(slug="ombrukshuset")
    window.goto(site.url)
    window.locator("form[action='/demo/as/redaktor/'] button").click()
    window.wait_for_load_state()

    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[concept.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[concept.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
    ):
        assert window.goto(site.url + address).status == 200
        window.locator("aside .desk-logo").wait_for()

    assert window.locator("[data-part=eye--open]").count() == 0
