"""A business drafts on a phone, a colleague completes it with a conflict, and it is handed in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from partners.organisations.models import Organisation
from partners.people.models import User
from partners.proposals.actions import begin_proposal, submit_proposal
from partners.proposals.drafting import Text, begin_version, save_texts
from partners.proposals.models import Passage, Proposal
from tests.accessibility import assert_accessible
from tests.factories import RoleFactory, complete

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
STEPS = ["roller", "tilbud", "behov", "referanser", "vedlegg", "lever"]


@pytest.fixture
def nordre(demo):
    return Organisation.objects.get(name="Nordre Sykkelverksted AS")


@pytest.fixture
def role(demo):
    deadline = timezone.now() + timedelta(days=20)
    RoleFactory(title="Kafé og møteplass", slug="e2e-kafe", deadline=deadline)
    return RoleFactory(title="Reparasjon av sparkesykler", slug="e2e-sparkesykler", deadline=deadline)


@pytest.fixture
def colleague(nordre):
    """Somebody else who acts for Nordre."""
    return nordre.memberships.active().exclude(user__name="Silje Lunde").first().user


def become(page, portal, slug="partner"):
    page.goto(f"{portal.url}/")
    page.locator(f"form[action='/demo/as/{slug}/'] button").click()
    page.wait_for_load_state()


def at(portal, name, *arguments):
    return portal.url + reverse(name, args=arguments)


def go_on(page, step):
    page.locator("button[name=to].ds-button").first.click()
    page.wait_for_url(f"**/steg/{step}/")


def saved(page):
    page.locator("[data-autosave-status]", has_text="Lagret kl.").wait_for()


def text_of(proposal, key):
    return Passage.objects.get(version__proposal=proposal, version__submitted_at=None, key=key).text


def test_business_drafts_on_a_phone_colleague_completes_and_it_is_submitted(
    demo, phone, role, nordre, colleague
):
    page = phone
    become(page, demo)
    page.goto(f"{at(demo, 'proposal_new')}?role={role.slug}")
    assert "offentleglova § 3" in page.inner_text("main")
    page.locator(f"input[name=organisation][value='{nordre.pk}']").check()
    page.locator("main form.om-skjema button[type=submit]").click()
    page.wait_for_url("**/steg/roller/")
    proposal = Proposal.objects.get(versions__offers__role=role)
    assert "Du representerer Nordre Sykkelverksted AS" in page.inner_text("main")
    page.locator("[name=takes_part][value=participant]").check()
    go_on(page, "tilbud")
    page.fill(f"[name=role_{role.pk}]", "1,5")
    page.fill("[name=summary]", "Vi reparerer sparkesykler.")
    page.select_option("[name=summary_readers]", "everyone")
    saved(page)
    assert text_of(proposal, "summary") == "Vi reparerer sparkesykler."

    # A colleague writes on the same text meanwhile.
    save_texts(proposal, texts=[Text("summary", "Vi fikser alt på hjul.", "everyone", seen=1)], by=colleague)
    page.fill("[name=summary]", "Vi reparerer sparkesykler og lærer bort.")
    page.locator("[data-conflict=summary]").wait_for()
    assert "Vi fikser alt på hjul." in page.inner_text("[data-conflict=summary]")
    assert page.input_value("[name=summary]") == "Vi reparerer sparkesykler og lærer bort."
    assert text_of(proposal, "summary") == "Vi fikser alt på hjul."
    assert_accessible(page)
    page.locator("[data-conflict=summary] button[value=both]").click()
    both = "Vi reparerer sparkesykler og lærer bort.\n\nVi fikser alt på hjul."
    expect(page.locator("[name=summary]")).to_have_value(both)
    page.fill("[name=offer]", "En mekaniker.")
    saved(page)
    page.wait_for_function(
        "document.querySelector('[data-autosave-status]').textContent.startsWith('Lagret')"
    )
    go_on(page, "behov")
    assert text_of(proposal, "summary") == both
    page.fill("[name=success]", "Lav leie i to år.")
    page.wait_for_timeout(1210)
    page.fill("[name=success]", "Lav leie i tre år.")
    go_on(page, "referanser")
    assert text_of(proposal, "success") == "Lav leie i tre år."
    go_on(page, "vedlegg")
    page.set_input_files("[name=chosen]", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Last opp").click()
    page.get_by_role("button", name="Fjern").wait_for()
    assert_accessible(page)
    go_on(page, "lever")
    assert "plan.pdf" in page.inner_text("main")
    assert_accessible(page)
    page.get_by_role("button", name="Lever forslaget").click()
    page.wait_for_url("**/levert/1/")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Last ned kvitteringen").click()
    assert download.value.suggested_filename == f"F-{proposal.pk}-1.pdf"

    page.context.clear_cookies()
    page.goto(at(demo, "proposal", proposal.pk))
    shown = page.inner_text("main")
    assert "Vi fikser alt på hjul." in shown
    assert "En mekaniker." not in shown
    assert_accessible(page)


def test_two_tabs_meet_and_nothing_typed_is_lost(demo, page, role, nordre):
    silje = User.objects.get(name="Silje Lunde")
    proposal = begin_proposal(by=silje, organisation=nordre, roles=[role])
    become(page, demo)
    page.goto(at(demo, "proposal_step", proposal.pk, "tilbud"))
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("[name=summary]", "Fra den andre fanen")
    saved(other)

    page.fill("[name=summary]", "Fra den ene fanen")
    page.locator("[data-conflict=summary] button[value=theirs]").click()
    expect(page.locator("[name=summary]")).to_have_value("Fra den andre fanen")
    page.fill("[name=summary]", "Fra begge")
    saved(page)
    page.wait_for_timeout(1500)
    assert text_of(proposal, "summary") == "Fra begge"

    page.context.set_offline(True)
    page.fill("[name=offer]", "Skrevet uten nett")
    page.locator("[data-autosave-status]", has_text="Ikke lagret").wait_for()
    page.context.set_offline(False)
    saved(page)
    assert text_of(proposal, "offer") == "Skrevet uten nett"
    other.close()


def test_without_a_script_a_proposal_is_written_and_a_conflict_settled(
    demo, browser, browser_context_args, role, nordre, colleague
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    become(page, demo)
    page.goto(f"{at(demo, 'proposal_new')}?role={role.slug}")
    page.locator(f"input[name=organisation][value='{nordre.pk}']").check()
    page.locator("main form.om-skjema button[type=submit]").click()
    proposal = Proposal.objects.get(versions__offers__role=role)
    page.locator("[name=takes_part][value=developer]").check()
    go_on(page, "tilbud")
    save_texts(proposal, texts=[Text("summary", "Kollegaens ord")], by=colleague)
    page.fill(f"[name=role_{role.pk}]", "2")
    page.fill("[name=summary]", "Mine ord")
    page.fill("[name=offer]", "Mer av mitt")
    page.locator("button[name=to].ds-button").first.click()
    expect(page.locator("[data-conflict=summary]")).to_contain_text("Kollegaens ord")
    expect(page.locator("[name=summary]")).to_have_value("Mine ord")
    page.locator("[data-conflict=summary] button[value=mine]").click()
    page.wait_for_load_state()
    assert (text_of(proposal, "summary"), text_of(proposal, "offer")) == ("Mine ord", "Mer av mitt")
    page.goto(at(demo, "proposal_step", proposal.pk, "lever"))
    page.locator(f"form[action='{reverse('proposal_submit', args=[proposal.pk])}'] button").click()
    page.wait_for_url("**/levert/1/")
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_each_page_and_state_stands(demo, page, role, nordre, width):
    silje = User.objects.get(name="Silje Lunde")
    it = complete(begin_proposal(by=silje, organisation=nordre, roles=[]), role)
    it.versions.update(as_developer=True)
    Passage.objects.update(visibility="everyone")
    empty = begin_proposal(by=silje, organisation=nordre, roles=[])
    submit_proposal(it, by=silje)
    begin_version(it, by=silje)
    save_texts(it, texts=[Text("summary", "Vi reparerer alt.", "everyone", seen=1)], by=silje)
    submit_proposal(it, by=silje)
    page.set_viewport_size({"width": width, "height": 900})
    become(page, demo)
    own = [at(demo, "proposal_step", empty.pk, step) for step in STEPS]
    own += [at(demo, name, empty.pk) for name in ("proposal", "proposal_discard")]
    own += [at(demo, name, it.pk) for name in ("proposal", "proposal_withdraw")]
    own += [at(demo, name, it.pk, 2) for name in ("proposal_version", "proposal_submitted")]
    for address in [*own, at(demo, "proposal_list"), at(demo, "proposal_new"), at(demo, "my_page")]:
        assert page.goto(address).status == 200
        assert_accessible(page)
    page.goto(at(demo, "proposal_step", empty.pk, "lever"))
    page.get_by_role("button", name="Lever forslaget").click()
    page.locator("main [role=alert]").wait_for()
    assert_accessible(page)
    page.goto(at(demo, "proposal_step", empty.pk, "tilbud"))
    page.fill("[name=summary]", "x" * 6100)
    page.locator("button[name=to].ds-button").first.click()
    page.locator("[data-error-summary]").wait_for()
    assert_accessible(page)
    for slug in ("utenforstaende", "koordinator"):
        become(page, demo, slug)
        page.goto(at(demo, "proposal", it.pk))
        assert_accessible(page)
    page.goto(demo.url + "/en" + reverse("proposal", args=[it.pk]))
    assert_accessible(page)
