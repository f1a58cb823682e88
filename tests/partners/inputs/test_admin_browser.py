"""The coordinator's queue in a real browser: each page and state of it, on a desk and on a phone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from home.models import SiteSettings
from partners.inputs.actions import answer_input, hide_input, marker_of
from partners.inputs.drafting import discard_draft, draft_answer, return_draft
from partners.inputs.models import Input
from partners.inputs.saving import save_filter
from tests.accessibility import assert_accessible
from tests.factories import InputFactory, QuestionFactory, ReplyFactory, ThemeFactory, UserFactory
from tests.staff import COORDINATORS, signed_in

SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


@pytest.fixture
def client_at_desk(live_portal):
    return signed_in(Client(), COORDINATORS)


@pytest.fixture
def desk(live_portal, client_at_desk, page):
    session = client_at_desk.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
    )
    return page


def assert_stands(page):
    for size in SIZES:
        page.set_viewport_size(size)
        assert_accessible(page)


def at(name, input):
    return reverse(f"inputs:{name}", args=[input.pk])


def test_every_page_and_state_of_the_queue_stands(live_portal, desk, client_at_desk):
    theme = ThemeFactory()
    question = QuestionFactory(theme=theme)
    new, answered, hidden = [
        InputFactory(page=question.page, question=question, question_text=question.text) for _ in range(3)
    ]
    answer_input(answered, status="partly", text="Delvis.", by=client_at_desk.user)
    hide_input(hidden, reason="Navngir en privatperson", by=client_at_desk.user)
    addresses = [at("input", input) for input in (new, answered, hidden)]
    addresses += [reverse("inputs:index"), f"{reverse('inputs:index')}?q=finnesikke", at("hide", new)]
    addresses += [reverse("inputs:used", args=[new.page_id])]
    addresses += [reverse("inputs:several"), f"{reverse('inputs:several')}?q=finnesikke", at("remark", new)]
    shared = save_filter(name="Nye", query="status=new", is_shared=True, by=client_at_desk.user)
    addresses += [reverse("inputs:filters"), f"{reverse('inputs:save_filter')}?status=new&q=heis"]
    addresses += [reverse(f"inputs:{verb}_filter", args=[shared.pk]) for verb in ("rename", "delete")]
    addresses += [f"{reverse('inputs:index')}?status=new&ordering=-agreement"]
    addresses += [reverse("themes:index"), reverse("themes:add"), reverse("themes:edit", args=[theme.pk])]

    for address in addresses:
        desk.goto(live_portal.url + address)
        assert_stands(desk)


def test_errors_and_the_letter_before_it_is_sent_stand(live_portal, desk):
    input = InputFactory()

    desk.goto(live_portal.url + at("input", input))
    desk.locator("button[value=send]").click()
    desk.wait_for_selector(".error-message")
    assert_stands(desk)

    desk.check("[name=status][value=adopted]")
    desk.fill("textarea[name=text]", "Ja, det gjør vi.")
    desk.locator("button[value=preview]").click()
    desk.wait_for_selector("iframe.desk-letter")
    assert_stands(desk)

    desk.goto(live_portal.url + at("hide", input))
    desk.locator(".desk-form button[type=submit]").click()
    desk.wait_for_selector(".error-message")
    assert_stands(desk)

    desk.goto(live_portal.url + reverse("inputs:several"))
    desk.locator("[name=what][value=answer]").check()
    desk.locator(".desk-form button[type=submit]").click()
    desk.wait_for_selector(".error-message")
    assert_stands(desk)


def a_draft(**facts):
    input = InputFactory()
    given = {"status": "partly", "text": "Vi prøver.", "seen": marker_of(input)} | facts
    return draft_answer(input, **{"by": UserFactory(name="Amina Hassan")} | given)


def test_every_state_of_a_draft_stands(live_portal, desk, client_at_desk):
    settings_of_site = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings_of_site.answers_need_approval = True
    settings_of_site.save()
    asked, own = a_draft(ask=True), a_draft(ask=True, by=client_at_desk.user)
    returned, discarded = a_draft(ask=True), a_draft()
    return_draft(returned, remark="Si når.", by=client_at_desk.user, turn=1)
    discard_draft(discarded, by=client_at_desk.user, turn=1)

    for draft in (asked, own, returned, discarded):
        desk.goto(live_portal.url + reverse("inputs:draft", args=[draft.pk]))
        assert_stands(desk)
    for address in (at("input", asked.inputs.get()), reverse("inputs:index"), reverse("inputs:several")):
        desk.goto(live_portal.url + address)
        assert_stands(desk)

    desk.goto(live_portal.url + reverse("inputs:draft", args=[asked.pk]))
    desk.locator("button[value=return]").click()
    desk.wait_for_selector(".error-message")
    assert_stands(desk)


def test_queue_of_what_waits_to_be_seen_stands(live_portal, desk):
    waits = {"waiting_since": timezone.now()}
    new = InputFactory(status=Input.Status.WAITING, **waits)
    InputFactory(waiting_text="Skrevet på nytt", **waits)
    ReplyFactory(state="waiting", shown_at=None, **waits)

    for address in ("/admin/", reverse("threads:index"), at("input", new)):
        desk.goto(live_portal.url + address)
        assert_stands(desk)

    desk.goto(live_portal.url + reverse("threads:index"))
    desk.locator("[name=decision][value=decline]").check()
    desk.locator(".desk-form button[type=submit]").first.click()
    desk.wait_for_selector(".error-message")
    assert_stands(desk)
