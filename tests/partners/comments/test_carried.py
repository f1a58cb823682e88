"""Whatever editors do with a concept, no comment is lost and none is shown on a block that is not its own."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from home.models import ConceptPage
from home.words import words_of
from partners.comments.actions import Said, give_comment
from partners.comments.places import block_id, blocks_of, find_place
from partners.comments.reading import as_read, comments_at, earlier_blocks
from partners.inputs.models import Input
from tests.factories import PersonFactory
from tests.home.pages import concept, concepts, front

ANYONE = AnonymousUser()
WORDS = st.sampled_from(["ombruk", "verksted", "kafé", "lager", "utlån", "sykkel", "torg", "kasse"])
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["comment", "comment", "edit", "move", "delete", "add", "copy", "translate", "swap"]),
        st.integers(0, 9),
        st.integers(0, 9),
        TEXTS,
    ),
    min_size=1,
    max_size=14,
)


class Editors:
    """Pages as editors leave them, and for each comment which block of which page it was given to."""

    def __init__(self):
        self.index = concepts(slug=f"konsept-{uuid4().hex[:8]}")
        body = [("heading", "Et hus"), ("text", "<p>ombruk og kafé</p>"), ("text", "<p>verksted</p>")]
        page = concept(self.index, slug=f"side-{uuid4().hex[:8]}", body=body)
        self.pages = [page.pk]
        self.given = {}
        self.person = PersonFactory()

    def page(self, number):
        return ConceptPage.objects.get(pk=self.pages[number % len(self.pages)])

    def publish(self, page, data):
        page.body = page.body.stream_block.to_python(data)
        page.save_revision().publish()

    def comment(self, page, number, text):
        blocks = list(blocks_of(page))
        place = find_place(page.pk, blocks[number % len(blocks)] if blocks else None)
        said = Said(text=f"{text} {len(self.given)}")
        comment = give_comment(place, said=said, person=self.person)
        self.given[comment.pk] = (page.translation_key, place.block, place.words)

    def edit(self, page, number, text):
        data = list(page.body.raw_data)
        if data:
            at = number % len(data)
            value = text if data[at]["type"] == "heading" else f"<p>{text}</p>"
            data[at] = data[at] | {"value": value}
            self.publish(page, data)

    def move(self, page, number, text):
        data = list(page.body.raw_data)
        if data:
            data.insert(number % len(data), data.pop())
            self.publish(page, data)

    def swap(self, page, number, text):
        """Two blocks change their words, and keep what they are."""
        data = list(page.body.raw_data)
        if len(data) > 2:
            one, other = data[-1], data[-2]
            if one["type"] == other["type"]:
                data[-1], data[-2] = one | {"value": other["value"]}, other | {"value": one["value"]}
                self.publish(page, data)

    def delete(self, page, number, text):
        data = list(page.body.raw_data)
        if data:
            del data[number % len(data)]
            self.publish(page, data)

    def add(self, page, number, text):
        data = list(page.body.raw_data)
        data.insert(number % (len(data) + 1), {"type": "text", "value": f"<p>{text}</p>", "id": str(uuid4())})
        self.publish(page, data)

    def copy(self, page, number, text):
        copied = page.copy(update_attrs={"slug": f"kopi-{uuid4().hex[:8]}"}, keep_live=True)
        self.pages.append(copied.pk)

    def translate(self, page, number, text):
        english = Locale.objects.get(language_code="en")
        if not page.get_translations(inclusive=True).filter(locale=english).exists():
            translated = page.copy_for_translation(english, copy_parents=True)
            translated.save_revision().publish()
            self.pages.append(translated.pk)

    def must_show_each_where_it_belongs(self):
        kept = set(Input.objects.filter(giver=self.person).values_list("pk", flat=True))
        assert kept == set(self.given)
        found = {}
        for pk in self.pages:
            page = ConceptPage.objects.get(pk=pk)
            here = set(blocks_of(page))
            gone = {each.text.block for each in earlier_blocks(page, ANYONE)}
            assert not here & gone
            for block in [None, *here, *gone]:
                place = find_place(pk, block)
                for read in as_read(comments_at(place, ANYONE), place, ANYONE):
                    key, given_to, words = self.given[read.input.pk]
                    assert (key, given_to) == (page.translation_key, block)
                    on_its_page = blocks_of(ConceptPage.objects.get(pk=read.input.page_id)).get(block)
                    now = on_its_page and words_of(on_its_page)
                    assert read.is_earlier == (block is not None and now != words)
                    found.setdefault((read.input.pk, pk), 0)
                    found[read.input.pk, pk] += 1
        expected = {
            (comment, pk): 1
            for comment, (key, _block, _words) in self.given.items()
            for pk in self.pages
            if ConceptPage.objects.get(pk=pk).translation_key == key
        }
        assert found == expected


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_no_comment_is_lost_or_shown_on_a_foreign_block(steps):
    editors = Editors()
    editors.comment(editors.page(0), 1, "først")

    for step, which, number, text in steps:
        getattr(editors, step)(editors.page(which), number, text)

    editors.must_show_each_where_it_belongs()


def test_a_comment_follows_its_block_and_tells_of_the_difference(published, place, comment, rewrite):
    comment()
    published = rewrite(published, 0, "<p>Ombrukssenteret gir ting mange runder til.</p>")
    moved = list(published.body.raw_data)
    published.body = published.body.stream_block.to_python([*moved[1:], moved[0]])
    published.save_revision().publish()

    now = find_place(published.pk, place.block)
    [read] = as_read(comments_at(now, ANYONE), now, ANYONE)

    assert read.is_earlier
    assert [(piece.kind, piece.text.strip()) for piece in read.pieces] == [
        ("same", "Ombrukssenteret gir ting"),
        ("removed", "en runde"),
        ("added", "mange runder"),
        ("same", "til."),
    ]


def test_a_text_that_is_put_back_is_no_earlier_text(published, place, comment, rewrite):
    comment()
    rewrite(published, 0, "<p>Noe annet.</p>")
    published = rewrite(published, 0, "<p>Ombrukssenteret gir  ting en runde til.</p>")

    now = find_place(published.pk, place.block)
    assert [read.is_earlier for read in as_read(comments_at(now, ANYONE), now, ANYONE)] == [False]


def test_a_draft_of_the_page_moves_nothing(published, place, comment):
    comment()
    published.body = published.body.stream_block.to_python([])
    published.save_revision()

    now = find_place(published.pk, place.block)
    assert not now.is_gone
    assert [read.is_earlier for read in as_read(comments_at(now, ANYONE), now, ANYONE)] == [False]


def test_a_removed_block_lives_on_among_the_earlier_ones(published, place, comment, remove):
    comment()
    comment("To")
    published = remove(published, 0)

    [earlier] = earlier_blocks(published, ANYONE)

    assert (earlier.text.text, earlier.count) == (place.words, 2)
    assert find_place(published.pk, place.block).is_gone
    assert not earlier_blocks(
        concept(front().get_children().last().specific, "Ny", body=published.body), ANYONE
    )


def test_ids_of_blocks_are_theirs_after_a_revision(published):
    ids = [block_id(child) for child in published.body]
    published.save_revision().publish()

    assert [block_id(child) for child in ConceptPage.objects.get(pk=published.pk).body] == ids
