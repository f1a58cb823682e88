"""The editor's work on every page type: drafts, preview, scheduling, comparison, translation."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import ConceptIndexPage, ConceptPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from portal.jobs.chores import publish_scheduled_pages
from tests.factories import WorkshopIndexPageFactory, in_days
from tests.home.pages import concepts, front, news_index, standard
from tests.staff import EDITORS, signed_in
from tests.workshops.pages import nb
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage

pytestmark = pytest.mark.django_db

NO_COMMENTS = {"comments": inline_formset([])}
TEXT = {"body": streamfield([("text", rich_text("<p>Ombruk for alle.</p>"))])}
CONCEPT = {"labels": "Salg", "palette": "korall", "icons": streamfield([]), "input_deadline": ""}
MEETING = {
    "kind": "dialogue",
    "format": "digital",
    "start": f"{in_days(30):%Y-%m-%d %H:%M}",
    "end": f"{in_days(30, hour=10):%Y-%m-%d %H:%M}",
    "link_hours_before": "24",
    "reminder_days_before": "7",
    "promotion_stops_hours_before": "2",
    **dict.fromkeys(["place", "address", "access_note", "contact_name", "contact_email"], ""),
    **dict.fromkeys(["room_capacity", "video_capacity", "signup_opens", "signup_closes", "input_closes"], ""),
    **{name: streamfield([]) for name in ("agenda", "summary")},
    **{name: inline_formset([]) for name in ("questions", "documents")},
}
TYPES = [
    pytest.param(StandardPage, front, TEXT, id="standard"),
    pytest.param(ConceptIndexPage, front, {}, id="concept index"),
    pytest.param(
        ConceptPage,
        concepts,
        TEXT | CONCEPT | {"sidebar": streamfield([]), "documents": streamfield([])},
        id="concept",
    ),
    pytest.param(NewsIndexPage, front, {}, id="news index"),
    pytest.param(NewsPage, news_index, TEXT | {"date": "2026-05-12", "tags": "Dialogmøte"}, id="news"),
    pytest.param(WorkshopIndexPage, front, {}, id="list of meetings"),
    pytest.param(WorkshopPage, WorkshopIndexPageFactory, TEXT | MEETING, id="meeting"),
]


def form(extra, **fields):
    common = {"title": "Første tittel", "slug": "ny-side", "intro": "Kort fortalt.", "picture": ""}
    return nested_form_data(
        common | {"seo_title": "", "search_description": ""} | NO_COMMENTS | extra | fields
    )


def created(client, model, parent, extra, **fields):
    app, name = model._meta.app_label, model._meta.model_name
    address = reverse("wagtailadmin_pages:add", args=[app, name, parent.pk])
    response = client.post(address, form(extra, **fields))
    assert response.status_code == 302, response.context["form"].errors
    return model.objects.get(slug="ny-side")


def test_no_page_type_is_left_out():
    tested = {parameters.values[0] for parameters in TYPES} | {HomePage}

    assert tested == set(get_page_models()) - {Page}


@pytest.mark.parametrize(("model", "parent", "extra"), TYPES)
def test_page_starts_as_a_draft_and_is_published(client, model, parent, extra):
    signed_in(client, EDITORS)

    page = created(client, model, parent(), extra)
    assert not page.live
    assert client.get(page.get_url()).status_code == 404

    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(extra, **{"action-publish": "1"}))
    assert "Første tittel" in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize(("model", "parent", "extra"), TYPES)
def test_page_is_previewed_before_it_is_saved(client, model, parent, extra):
    signed_in(client, EDITORS)
    page = created(client, model, parent(), extra)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    assert client.post(preview, form(extra, title="Prøvetittel")).json()["is_valid"]
    html = client.get(preview).content.decode()

    assert "Prøvetittel" in html
    assert 'id="innhold"' in html


@pytest.mark.parametrize(("model", "parent", "extra"), TYPES)
def test_page_is_published_and_withdrawn_on_time(client, model, parent, extra):
    signed_in(client, EDITORS)
    times = planned()

    page = created(client, model, parent(), extra, **times, **{"action-publish": "1"})
    client.logout()

    assert answers_by_the_hour(client, page) == [404, 200, 404]


def planned():
    """Publish in one hour, withdraw in three."""
    now = timezone.localtime()
    return {
        name: f"{now + timedelta(hours=hours):%Y-%m-%d %H:%M}"
        for name, hours in (("go_live_at", 1), ("expire_at", 3))
    }


def answers_by_the_hour(client, page):
    """What the page answers now, in two and in four hours, with the worker's clock running."""
    statuses = []
    for hours in (0, 2, 4):
        with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
            publish_scheduled_pages()
            statuses.append(client.get(page.get_url()).status_code)
    return statuses


@pytest.mark.parametrize(("model", "parent", "extra"), TYPES)
def test_revisions_are_compared(client, model, parent, extra):
    signed_in(client, EDITORS)
    page = created(client, model, parent(), extra)
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(extra, title="Andre tittel"))

    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    html = client.get(compare).content.decode()

    assert '<span class="deletion">Første</span>' in html
    assert '<span class="addition">Andre</span>' in html


@pytest.mark.parametrize(("model", "parent", "extra"), TYPES)
def test_page_is_submitted_and_approved_by_another(client, model, parent, extra):
    signed_in(client, EDITORS)
    page = created(client, model, parent(), extra, **{"action-submit": "1"})
    waiting = Page.objects.get(pk=page.pk).current_workflow_state
    assert (waiting.status, page.live) == ("in_progress", False)

    signed_in(client, EDITORS)
    approve = [page.pk, "approve", waiting.current_task_state.pk]
    client.post(reverse("wagtailadmin_pages:workflow_action", args=approve))

    waiting.refresh_from_db()
    assert waiting.status == "approved"
    assert "Første tittel" in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize(("model", "parent", "extra"), TYPES)
def test_page_is_translated_by_an_editor(client, model, parent, extra):
    signed_in(client, EDITORS)
    page = created(client, model, parent(), extra, **{"action-publish": "1"})
    english = Locale.objects.get(language_code="en")

    above = page.get_parent().specific
    if not above.has_translation(english):
        above.copy_for_translation(english).save_revision().publish()
    submit = reverse("simple_translation:submit_page_translation", args=[page.pk])
    client.post(submit, {"locales": [english.pk]})
    translation = page.get_translation(english)
    assert not translation.live
    client.post(
        reverse("wagtailadmin_pages:edit", args=[translation.pk]),
        form(extra, title="First title", slug="new-page", **{"action-publish": "1"}),
    )

    html = client.get(model.objects.get(pk=translation.pk).get_url()).content.decode()
    assert '<html lang="en"' in html
    assert "First title" in html


def test_page_is_not_translated_before_the_page_above_it(client):
    signed_in(client, EDITORS)
    page = standard(standard(title="Om oss"), title="Kontakt")
    english = Locale.objects.get(language_code="en")
    submit = reverse("simple_translation:submit_page_translation", args=[page.pk])

    answer = client.post(submit, {"locales": [english.pk]})

    assert answer.status_code == 422
    assert nb("Translate the page above this one first. Nothing was translated.") in answer.content.decode()
    assert not page.has_translation(english)


def front_form(page, **fields):
    own = {
        "hero_tag": "Pilot",
        "hero_title": "Ting fortjener en runde til",
        "buttons": streamfield([("button", {"label": "Bli med", "page": "", "address": "/innspill/"})]),
        "facts": streamfield([("fact", {"number": "3", "label": "konsepter"})]),
        "body": streamfield([("news", {"heading": "Aktuelt"})]),
    }
    return form(own | fields, slug=page.slug)


def test_front_page_is_edited_previewed_and_compared(client):
    signed_in(client, EDITORS)
    page = front()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    client.post(edit, front_form(page, **{"action-publish": "1"}))
    client.post(edit, front_form(page, hero_title="Gi ting en runde"))
    client.post(preview, front_form(page, hero_title="Prøv ting"))

    html = client.get("/").content.decode()
    compare = client.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    ).content.decode()
    assert "Ting fortjener en runde til" in html
    assert '<a class="ds-button" href="/innspill/"' in html
    assert '<span class="addition">Gi ting</span>' in compare
    assert "Prøv ting" in client.get(preview).content.decode()
    assert HomePage.objects.get(pk=page.pk).has_unpublished_changes


def test_front_page_changes_on_time_and_goes_through_the_workflow(client):
    signed_in(client, EDITORS)
    page = front()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    go_live = planned()["go_live_at"]

    client.post(
        edit, front_form(page, hero_title="Ny om en time", go_live_at=go_live, **{"action-publish": "1"})
    )
    before = client.get("/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        publish_scheduled_pages()
    after = client.get("/").content.decode()
    client.post(edit, front_form(page, hero_title="Til godkjenning", **{"action-submit": "1"}))

    assert ("Ny om en time" in before, "Ny om en time" in after) == (False, True)
    assert Page.objects.get(pk=page.pk).current_workflow_state.status == "in_progress"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//evil.example", "data:text/html,x", "/\\evil.example", "ftp://x.example"],
)
def test_button_takes_no_harmful_address(client, address):
    signed_in(client, EDITORS)
    extra = {
        "hero_tag": "",
        "hero_title": "",
        "buttons": streamfield([("button", {"label": "Bli med", "page": "", "address": address})]),
        "facts": streamfield([]),
        "body": streamfield([]),
    }

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[front().pk]),
        form(extra, slug="forside", **{"action-publish": "1"}),
    )

    assert response.status_code == 200
    assert "buttons" in response.context["form"].errors
