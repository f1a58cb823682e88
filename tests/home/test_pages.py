from datetime import date

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from home.models import SiteSettings
from tests.home.pages import BODY, concept, concepts, front, news, news_index, standard

pytestmark = pytest.mark.django_db

FRONT_PAGE_QUERIES = 7
CONCEPT_QUERIES = 10
NEWS_INDEX_QUERIES = 5


def with_sections(page):
    page.hero_title = "Ting fortjener en runde til"
    page.body = [("concepts", {"heading": "Tre forslag", "lead": ""}), ("news", {"heading": "Aktuelt"})]
    page.save_revision().publish()
    return page


def test_new_installation_has_a_front_page_in_each_language(client):
    norwegian, english = client.get("/"), client.get("/en/")

    assert '<html lang="nb"' in norwegian.content.decode()
    assert '<html lang="en"' in english.content.decode()
    assert front("nb").translation_key == front("en").translation_key


def test_front_page_shows_hero_concepts_and_news(client):
    with_sections(front())
    concept(concepts(), "Verkstedgata", labels="Reparasjon, Læring", input_deadline=date(2026, 10, 30))
    news(news_index(), "Tre konsepter er klare")

    html = client.get("/").content.decode()

    assert html.count("<h1") == 1
    for words in ("Ting fortjener en runde til", "Verkstedgata", "Reparasjon", "Tre konsepter er klare"):
        assert words in html


# Wagtail leaves the file that it makes a rendition in to be closed by the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("rows", [1, 3])
def test_front_page_queries_do_not_grow(client, django_assert_num_queries, rows):
    with_sections(front())
    index, list_of_news = concepts(), news_index()
    for number in range(rows):
        concept(index, f"Konsept {number}", picture=picture(number))
        news(list_of_news, f"Nyhet {number}", tags=["Konsepter"])
    warm(client, "/")

    with django_assert_num_queries(FRONT_PAGE_QUERIES):
        client.get("/")


@pytest.mark.parametrize("rows", [1, 3])
def test_concept_queries_do_not_grow(client, django_assert_num_queries, rows):
    index = concepts()
    for number in range(rows):
        page = concept(index, f"Konsept {number}", slug=f"konsept-{number}", body=BODY)
        concept(page, "Del", slug="del")
    warm(client, "/konsept/konsept-0/")

    with django_assert_num_queries(CONCEPT_QUERIES):
        client.get("/konsept/konsept-0/")


@pytest.mark.parametrize("rows", [1, 3])
def test_news_index_queries_do_not_grow(client, django_assert_num_queries, rows):
    index = news_index()
    for number in range(rows):
        news(index, f"Nyhet {number}", tags=["Konsepter", f"Emne {number}"])
    warm(client, "/aktuelt/")

    with django_assert_num_queries(NEWS_INDEX_QUERIES):
        client.get("/aktuelt/")


def test_concept_page_shows_every_block_with_levels_in_order(client):
    concept(concepts(), slug="ombrukshuset", body=BODY)

    html = client.get("/konsept/ombrukshuset/").content.decode()

    for words in (
        '<h2 class="om-tittel om-tittel--2">Hva vi har lært</h2>',
        '<h3 class="om-tittel om-tittel--3">Enkelt for familier</h3>',
        "Vi kaster ting som andre leter etter.",
        'aria-current="step"',
        'href="/innspill/"',
        "video.example",
    ):
        assert words in html
    assert "<iframe" not in html


def test_block_ids_are_anchors(client):
    page = concept(concepts(), slug="ombrukshuset", body=BODY)

    html = client.get("/konsept/ombrukshuset/").content.decode()

    for block in page.body:
        assert f'id="b-{block.id}"' in html


def test_document_is_shown_with_kind_and_size_and_served_safely(client, settings, tmp_path):
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": on_disk}
    settings.MEDIA_ROOT = tmp_path
    document = Document.objects.create(
        title="Mulighetsstudie", file=ContentFile(b"%PDF-1.7" + b"x" * 2040, name="studie.pdf")
    )
    concept(concepts(), slug="ombrukshuset", documents=[("document", document)])

    html = client.get("/konsept/ombrukshuset/").content.decode()
    served = client.get(document.url)
    served.close()

    assert "Mulighetsstudie</a><small>PDF, 2,0\xa0KB</small>" in html
    assert served["Content-Type"] == "application/pdf"
    assert served["Content-Disposition"].startswith("inline")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"] == "default-src 'none'"


def test_unpublished_page_is_not_found(client):
    page = standard(slug="personvern")
    page.unpublish()

    assert client.get("/personvern/").status_code == 404


def test_page_without_picture_has_a_patchwork_of_its_own(client):
    index = concepts()
    one, two = concept(index, "En", slug="en"), concept(index, "To", slug="to")

    html = client.get("/konsept/").content.decode()

    assert one.patchwork_seed != two.patchwork_seed
    assert html.count('class="om-lappeteppe"') == 2


def test_html_typed_into_fields_is_text(client):
    standard(slug="personvern", title="<script>alert(1)</script>", intro='"><img src=x onerror=alert(1)>')

    html = client.get("/personvern/").content.decode()

    assert "<script>alert" not in html
    assert "<img src=x" not in html


def warm(client, path):
    """What each process reads once has been read."""
    SiteSettings.for_site(Site.objects.get())
    client.get(path)


def picture(number):
    return Image.objects.create(title=f"Bilde {number}", file=get_test_image_file(f"bilde{number}.png"))


def test_the_trail_begins_at_the_front_page_by_that_name(client):
    page = standard(standard(title="Om oss"), title="Kontakt")

    trail = client.get(page.url).context["breadcrumbs"]

    assert [crumb["title"] for crumb in trail] == ["Forside", "Om oss", "Kontakt"]
    assert trail[0]["url"] == "/"
