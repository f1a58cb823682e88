"""Roles and their matrix in a browser: axe at both widths, narrowing with and without a script, scrolling."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partners.people.models import User
from partners.proposals.models import Offer
from partners.roles.models import Phase
from tests.accessibility import assert_accessible
from tests.factories import AreaFactory, OrganisationFactory, RoleFactory, handed_in, in_days

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
WIDTHS = (390, 1280, 320)


@pytest.fixture
def roles(live_portal):
    """Three roles, one in dialogue with seven organisations, and one that is closed."""
    area, phase = AreaFactory(name="Reparasjon"), Phase.objects.create(name="Åpning")
    texts = {"text": "Vi søker noen.", "rent": "Gratis.", "need": "To plasser", "need_en": "Two places"}
    made = [
        RoleFactory(title="Reparasjon av sykler", area=area, phase=phase, deadline=in_days(16), **texts),
        RoleFactory(title="Kafé og møteplass", priority="should", order=2),
        RoleFactory(title="Bruktbutikker", state="closed", order=3),
    ]
    for number in range(7):
        organisation = OrganisationFactory(name=f"Slemmestad sykkelverksted og ombruk {number} AS")
        proposal = handed_in(made[0], organisation=organisation)
        Offer.objects.filter(version=proposal.current).update(part="contribute" if number % 2 else "lead")
    return made


def become(page, portal, slug):
    page.goto(f"{portal.url}/")
    page.locator(f"form[action='/demo/as/{slug}/'] button").click()
    page.wait_for_load_state()


def assert_each_stands(page, portal, addresses):
    for address in addresses:
        assert page.goto(portal.url + address).status == 200
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)


def test_pages_stand_for_visitors_and_those_signed_in(live_portal, roles, page):
    addresses = ["/partner/roller/", roles[0].get_absolute_url(), roles[2].get_absolute_url()]
    addresses += [reverse("coverage"), f"{reverse('coverage')}?state=covered"]

    assert_each_stands(page, live_portal, ["/", *addresses, *(f"/en{each}" for each in addresses)])
    become(page, live_portal, "koordinator")
    assert_each_stands(page, live_portal, addresses)
    page.locator(".om-detaljer summary").click()
    assert_accessible(page)


def test_matrix_is_narrowed_in_place_and_its_address_can_be_shared(live_portal, roles, page):
    become(page, live_portal, "koordinator")
    page.goto(live_portal.url + reverse("coverage"))
    assert page.locator(".om-matrise tbody tr").count() == 3

    page.locator(".om-statusvalg a", has_text="I dialog").click()
    page.wait_for_url("**/dekning/?state=in_dialogue")
    page.locator(".om-matrise tbody tr").nth(1).wait_for(state="detached")
    expect(page.locator(".om-matrise tbody tr")).to_have_count(1)
    assert page.locator("#filter_state").input_value() == "in_dialogue"
    assert_accessible(page)

    page.select_option("#filter_area", label="Reparasjon")
    page.locator(".om-filter button[type=submit]").click()
    page.wait_for_url("**state=in_dialogue&area=*")
    shared = page.url
    page.goto(shared)
    assert page.locator(".om-statusvalg [aria-current=true]").inner_text() == "I dialog"
    expect(page.locator(".om-matrise tbody tr")).to_have_count(1)


def test_coverage_comes_first_on_a_phone_and_the_table_scrolls_by_keyboard(live_portal, roles, page):
    become(page, live_portal, "koordinator")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_portal.url + reverse("coverage"))
    frame, cell = page.locator(".om-matriseramme"), page.locator(".om-matrise tbody td").first
    assert "I dialog" in cell.inner_text()
    assert page.locator(".om-rullehint").is_visible()
    assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390
    role = page.locator(".om-matrise tbody th").first
    before = role.bounding_box()["x"]

    frame.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)
        if frame.evaluate("element => element.scrollLeft") > 60:
            break

    assert frame.evaluate("element => element.scrollLeft") > 60
    assert abs(role.bounding_box()["x"] - before) < 2


def test_matrix_is_narrowed_without_a_script(live_portal, roles, browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_portal.url + reverse("coverage"))

    page.select_option("#filter_area", label="Reparasjon")
    page.locator(".om-filter button[type=submit]").click()
    page.wait_for_url("**area=*")
    expect(page.locator(".om-matrise tbody tr")).to_have_count(1)
    page.locator(".om-statusvalg a", has_text="Dekket").click()
    expect(page.locator(".om-tomt")).to_be_visible()
    context.close()


def test_coordinator_writes_a_role_that_everyone_then_reads(live_portal, roles, page):
    become(page, live_portal, "koordinator")
    assert User.objects.get(email="koordinator@example.no").has_perm("partners.lead_roles")
    page.goto(live_portal.url + reverse("roles:add"))
    page.fill("#id_title", "Utlån av verktøy")
    page.select_option("#id_area", label="Reparasjon")
    page.select_option("#id_unit", "hours_week")
    page.fill("#id_amount", "12")
    page.locator(".desk-form button[type=submit]").click()
    page.wait_for_url("**/admin/roller/")

    page.goto(f"{live_portal.url}/partner/roller/utlan-av-verktoy/")

    assert "12 timer i uka" in page.inner_text("main")
