"""The editor's work on every page type: drafts, preview, scheduling, comparison, translation."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import ConceptIndexPage, ConceptPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from tests.home.pages import concepts, front, news_index
from tests.staff import EDITORS, signed_in

pytestmark = pytest.mark.django_db

NO_COMMENTS = {"comments": inline_formset([])}
TEXT = {"body": streamfield([("text", rich_text("<p>Ombruk for alle.</p>"))])}
CONCEPT = {"labels": "Salg", "palette": "korall", "icons": streamfield([]), "input_deadline": ""}
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
]


def form(extra, **fields):
    common = {"title": "Første tittel", "slug": "ny-side", "intro": "Kort fortalt.", "picture": ""}
    return nested_form_data(
        common | {"seo_title": "", "search_description": ""} | NO_COMMENTS | extra | fields
    )


def created(client, model, parent, extra, **fields):
    address = reverse("wagtailadmin_pages:add", args=["home", model._meta.model_name, parent.pk])
    response = client.post(address, form(extra, **fields))
    assert response.status_code == 302, response.context["form"].errors
    return model.objects.get(slug="ny-side")


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
def test_page_is_scheduled(client, model, parent, extra):
    signed_in(client, EDITORS)
    go_live = timezone.localtime() + timedelta(days=2)

    page = created(
        client, model, parent(), extra, **{"go_live_at": f"{go_live:%Y-%m-%d %H:%M}", "action-publish": "1"}
    )

    assert not page.live
    assert page.scheduled_revision.approved_go_live_at == go_live.replace(second=0, microsecond=0)


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
def test_page_goes_through_the_workflow(client, model, parent, extra):
    signed_in(client, EDITORS)
    page = created(client, model, parent(), extra, **{"action-submit": "1"})

    assert Page.objects.get(pk=page.pk).current_workflow_state.status == "in_progress"


def test_front_page_is_edited_previewed_and_compared(client):
    signed_in(client, EDITORS)
    page = front()
    extra = {
        "hero_tag": "Pilot",
        "hero_title": "Ting fortjener en runde til",
        "buttons": streamfield([("button", {"label": "Bli med", "page": "", "address": "/innspill/"})]),
        "facts": streamfield([("fact", {"number": "3", "label": "konsepter"})]),
        "body": streamfield([("news", {"heading": "Aktuelt"})]),
    }
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    client.post(edit, form(extra, slug=page.slug, **{"action-publish": "1"}))
    client.post(edit, form(extra | {"hero_title": "Gi ting en runde"}, slug=page.slug))

    html = client.get("/").content.decode()
    compare = client.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    ).content.decode()
    assert "Ting fortjener en runde til" in html
    assert '<a class="ds-button" href="/innspill/">Bli med' in html
    assert '<span class="addition">Gi ting</span>' in compare
    assert HomePage.objects.get(pk=page.pk).has_unpublished_changes


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
