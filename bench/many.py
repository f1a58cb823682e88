"""20,000 pages and 100,000 inputs, the same ones each time, by bulk statements."""

import io
import random
import uuid
from datetime import timedelta
from itertools import accumulate

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from home.models import ConceptPage, NewsIndexPage, NewsPage
from partners.comments.models import BlockText
from partners.comments.places import blocks_of, digest_of, find_place
from partners.inputs.models import Input, Question, Theme
from partners.people.models import Person, User

PAGES = 20_000
INPUTS = 100_000
COMMON = "ombruk"
RARE = "kvernstein"
RARE_IN = 7
COMMON_SHARE = 0.3
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STATUSES = {
    "new": 30,
    "considering": 15,
    "adopted": 10,
    "partly": 10,
    "not_adopted": 10,
    "answered": 20,
    "hidden": 5,
}
NEW_PAGES = """
CREATE TEMP TABLE bench_pages (
    id int, path text, title text, slug text, key uuid, body text
) ON COMMIT DROP
"""
INDEX_ENTRIES = """
INSERT INTO wagtailsearch_indexentry
    (object_id, content_type_id, title_norm, title, body, autocomplete, title_text, body_text)
SELECT id::text, %s, 1, setweight(to_tsvector('norwegian', title), 'A'), to_tsvector('norwegian', body),
    to_tsvector('simple', title), title, body
FROM bench_pages
"""
ANSWERS = """
INSERT INTO partners_answer (input_id, status, text, by_id, at)
SELECT id, status, 'Takk for innspillet. Vi tar det med i planen.', %s, created_at + interval '2 days'
FROM partners_input WHERE status IN ('adopted', 'partly', 'not_adopted', 'answered')
"""


def fill(meeting):
    """`RARE` stands in seven pages and seven inputs, `COMMON` in three of ten."""
    words = Words()
    add_pages(words)
    add_inputs(words, meeting)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Words:
    """Sentences of invented words, a few of them frequent and most of them not, as in a language."""

    def __init__(self):
        self.random = random.Random(1234)
        syllables = [a + b for a in "bdfghjklmnprstv" for b in ("a", "e", "i", "o", "u", "ø", "å")]
        self.vocabulary = ["".join(self.random.choices(syllables, k=3)) for _ in range(5000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, 5001)))

    def sentence(self, count, number, total):
        found = self.random.choices(self.vocabulary, cum_weights=self.weights, k=count)
        if self.random.random() < COMMON_SHARE:
            found.insert(count // 2, COMMON)
        if number % (total // RARE_IN) == total // RARE_IN - 1:
            found.insert(count // 3, RARE)
        return " ".join(found).capitalize() + "."


@transaction.atomic
def add_pages(words):
    """Copies of one piece of news, each with words of its own, and as the search index would know them."""
    index = NewsIndexPage.objects.get()
    model = NewsPage.objects.child_of(index).first()
    first = Page.objects.order_by("-pk").values_list("pk", flat=True).first() + 1
    rows = (
        (
            first + number,
            index.path + step(index.numchild + 1 + number),
            f"Sak {number}: {words.sentence(4, number + 1, PAGES)}",
            f"sak-{number}",
            uuid.UUID(int=number + 1),
            words.sentence(80, number, PAGES),
        )
        for number in range(PAGES)
    )
    with connection.cursor() as cursor:
        cursor.execute(NEW_PAGES)
        copy(cursor, "bench_pages", ["id", "path", "title", "slug", "key", "body"], rows)
        own = {"id": "n.id", "path": "n.path", "title": "n.title", "draft_title": "n.title", "slug": "n.slug"}
        own |= {"url_path": "%s || n.slug || '/'", "translation_key": "n.key"}
        cursor.execute(copies_of(Page, own), [index.url_path, model.pk])
        news = {"page_ptr_id": "n.id", "intro": "left(n.body, 300)"}
        cursor.execute(copies_of(NewsPage, news), [model.pk])
        cursor.execute(INDEX_ENTRIES, [ContentType.objects.get_for_model(NewsPage).pk])
        cursor.execute("SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), %s)", [first + PAGES])
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + PAGES)


def copies_of(model, own):
    """One row of `model` for each new page: `own` columns as given, the others as in an existing row."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    values = ", ".join(own.get(column, f"old.{column}") for column in columns)
    key, table = model._meta.pk.column, model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {values} FROM bench_pages n, {table} old WHERE old.{key} = %s"
    )


def step(number):
    """A page's own four letters of the path in the tree."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 36)
        letters = BASE36[rest] + letters
    return letters


@transaction.atomic
def add_inputs(words, meeting):
    giver = Person.objects.create(email="giver@example.no")
    answerer = User.objects.create_user("svarer@example.no", name="Prosjektleder Omigjen")
    questions = list(Question.objects.filter(page_id=meeting.pk))
    themes, now = list(Theme.objects.all()), timezone.now()
    choose, statuses, shares = words.random.choice, list(STATUSES), list(STATUSES.values())

    concept = ConceptPage.objects.live().order_by("pk").first()
    earlier, texts = meeting.get_prev_sibling().pk, [text_of(concept, block) for block in blocks_of(concept)]

    def said_about(number):
        """Three of four answer a question; the others are about an earlier meeting or a concept's block."""
        if number % 4:
            question = choose(questions)
            return question.page_id, question.pk, question.text, "", None, None
        if number % 8:
            return earlier, None, "", "", None, None
        text = choose(texts)
        return concept.pk, None, "", "comment", text.block, text.pk

    def rows():
        for number in range(INPUTS):
            yield (
                *said_about(number),
                *("", "", "", ""),
                words.sentence(25, number, INPUTS),
                choose(themes).pk,
                words.random.choices(statuses, shares)[0],
                "everyone" if number % 10 else "municipality",
                "name",
                giver.pk,
                "Kari Nordmann",
                "Nordre Sykkelverksted",
                "nb",
                now - timedelta(minutes=number),
                False,
            )

    columns = [
        *("page_id", "question_id", "question_text", "kind", "block", "written_to_id"),
        *("quote", "quote_before", "quote_after", "waiting_text", "text", "theme_id", "status"),
        *("visibility", "shown_as", "giver_id", "giver_name", "giver_organisation", "language", "created_at"),
        "is_forgotten",
    ]
    with connection.cursor() as cursor:
        copy(cursor, Input._meta.db_table, columns, rows())
        cursor.execute(ANSWERS, [answerer.pk])


def text_of(concept, block):
    words = find_place(concept.pk, block).words
    known = {"translation_key": concept.translation_key, "block": block, "digest": digest_of(words)}
    return BlockText.objects.create(**known, block_type="text", text=words)


def copy(cursor, table, columns, rows):
    """Rows whose texts hold neither tabs nor backslashes."""
    lines = ("\t".join("\\N" if value is None else str(value) for value in row) + "\n" for row in rows)
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", io.StringIO("".join(lines)))
