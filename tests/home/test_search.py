import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.search.index import insert_or_update_object

from home.searching.words import Query, spellings
from tests.home.pages import concept, concepts, front, standard

pytestmark = pytest.mark.django_db


def indexed(page):
    insert_or_update_object(page)
    return page


def found(client, words, language=""):
    response = client.get(f"{language}/sok/", {"q": words})
    return [hit.title for group in response.context["groups"] for hit in group.hits]


@pytest.mark.parametrize(
    ("sought", "text"),
    [
        ("ombruk", "ombrukssenteret"),
        ("ombrukssenteret", "ombrukssenter"),
        ("ombrukssenter", "ombrukssenteret"),
        ("sykkel", "sykler"),
        ("sykler", "sykkel"),
        ("møbel", "møbler"),
        ("møbler", "møbel"),
        ("MØBLER", "Møblene"),
        ("sykkelverksted", "sykkelverkstedet"),
        ("kafe", "kafé"),
        ("kafé", "kafe"),
        ("moebler", "møbler"),
        ("butikkene", "butikker"),
        ("bedrift", "bedriftene"),
        ("frivillig", "frivillige"),
        ("reparasjon", "reparasjonsverksted"),
        ("mulighetsstudie", "mulighetsstudien"),
        ("leke", "leker"),
    ],
)
def test_search_finds_forms_and_beginnings(client, sought, text):
    indexed(standard(title="Siden", slug="siden", body=[("text", f"<p>Her står {text} i teksten.</p>")]))

    assert found(client, sought) == ["Siden"]


def test_search_wants_every_word(client):
    indexed(standard(title="Sykkel", slug="a", intro="Verksted for sykler"))
    indexed(standard(title="Ski", slug="b", intro="Verksted for ski"))

    assert found(client, "verksted sykkel") == ["Sykkel"]


def test_search_leaves_out_what_not_everybody_may_read(client):
    kept = indexed(standard(title="Ombruk for ansatte", slug="a"))
    below = indexed(standard(kept, title="Ombruk nederst", slug="b"))
    draft = indexed(standard(title="Ombruk i kladd", slug="c"))
    draft.unpublish()
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, "ombruk") == []
    assert below.live


def test_search_speaks_the_language_of_the_page(client):
    indexed(standard(front("en"), title="Reuse centre", slug="reuse"))

    assert found(client, "reuse") == []
    assert found(client, "reuse", "/en") == ["Reuse centre"]


def test_search_finds_documents_with_kind_and_size(client):
    indexed(
        Document.objects.create(
            title="Mulighetsstudie for ombruk", file=ContentFile(b"%PDF-1.7" + b"x" * 2040, name="s.pdf")
        )
    )

    html = client.get("/sok/", {"q": "mulighetsstudien"}).content.decode()

    assert "Mulighetsstudie for ombruk" in html
    assert "PDF, 2,0\xa0KB" in html


def test_search_leaves_out_documents_of_restricted_collections(client):
    collection = Collection.get_first_root_node().add_child(name="Internt")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    indexed(
        Document.objects.create(
            title="Ombruk internt", collection=collection, file=ContentFile(b"x", name="x.txt")
        )
    )

    assert found(client, "ombruk") == []


def test_excerpt_reads_as_sentences_where_the_index_joined_texts():
    excerpt = Query("ombruk").excerpt("Her møtes vi., Skissen, Ombruk er gøy!, Kom.")

    assert excerpt == "Her møtes vi. Skissen, <mark>Ombruk</mark> er gøy! Kom."


def test_excerpt_marks_what_was_found_and_escapes_the_rest(client):
    indexed(concept(concepts(), "Huset", intro="Møbler & <b>sykler</b> får en runde til"))

    html = client.get("/sok/", {"q": "sykkel"}).content.decode()

    assert "Møbler &amp; &lt;b&gt;<mark>sykler</mark>&lt;/b&gt; får" in html


@pytest.mark.parametrize(
    "words",
    [
        "'",
        "''",
        "\\",
        ":*",
        "a:*",
        "&",
        "!ombruk",
        "<->",
        "(",
        "'); DROP TABLE x",
        "👩‍🔧",
        "\u202eabc",
        "é" * 300,
    ],
)
def test_search_takes_any_text(client, words):
    assert client.get("/sok/", {"q": words}).status_code == 200


def test_empty_search_asks_for_words(client):
    asked, wordless = client.get("/sok/"), client.get("/sok/", {"q": "?!"})

    assert asked.context["error"] == ""
    assert 'aria-describedby="search-error"' in wordless.content.decode()


def test_short_words_are_sought_whole():
    assert Query("bo").tsquery == "('bo')"


def test_spellings_are_few():
    assert (
        max(len(spellings(word)) for word in ("møbler", "reparasjonsverkstedene", "kafeene", "sykkelen")) < 12
    )
