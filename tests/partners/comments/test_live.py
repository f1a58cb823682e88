"""What is told in the room of a concept's page, and what its open pages fetch then."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from wagtail.models import Locale

from partners.comments.actions import (
    Said,
    change_comment,
    confirm_comment,
    give_comment,
    hold_comment,
    take_back,
)
from partners.comments.live import COMMENTS, may_enter
from partners.comments.places import find_place
from partners.comments.tokens import token_of
from partners.inputs.actions import answer_input, consider_input, hide_input, unhide_input
from partners.inputs.several import answer_inputs
from partners.threads.redacting import redact
from portal.live.models import Change
from portal.pagecache import is_for_everyone
from tests.factories import PersonFactory, ReplyFactory, UserFactory
from tests.staff import COORDINATORS, queries_of, staff

pytestmark = pytest.mark.django_db


def told(kind, key):
    """(what, about) of everything that was told in a room."""
    changes = Change.objects.filter(room__name=kind.room(key), leaves="").order_by("number")
    bodies = [json.loads(change.bodies[""]) for change in changes]
    return [(body["what"], body.get("about")) for body in bodies]


@pytest.fixture
def heard(place):
    """`heard()`: what was told in the page's room since the last time."""
    seen = []

    def since():
        every = told(COMMENTS, place.page.translation_key)
        new = every[len(seen) :]
        seen.extend(new)
        return new

    return since


def test_each_thing_that_happens_to_a_comment_is_told_where_it_stands(place, comment, heard, kari):
    by = staff(COORDINATORS)
    given = comment("Min adresse er Storgata 1")
    here = [(f"block-{place.block}", f"innspill-{given.pk}")]
    assert heard() == here

    for happens in (
        lambda: change_comment(given, text="Jeg bor i Storgata 1", by=kari),
        lambda: consider_input(given, by=by),
        lambda: answer_input(given, status="adopted", text="Ja.", by=by),
        lambda: redact(given, words="Storgata 1", reason="Privat adresse", by=by),
        lambda: hide_input(given, reason="Navngir noen", by=by),
        lambda: unhide_input(given, by=by),
        lambda: take_back(given, by=kari),
    ):
        happens()
        assert heard() == here


def test_what_changes_nothing_is_not_told(comment, heard, kari):
    by = staff(COORDINATORS)
    given = comment("En gang")
    answer_input(given, status="adopted", text="Ja.", by=by)
    heard()

    comment("En gang")
    change_comment(given, text="En gang", by=kari)
    consider_input(given, by=by)
    answer_input(given, status="adopted", text="Ja.", by=by)
    unhide_input(given, by=by)

    assert heard() == []


def test_a_comment_that_is_deleted_and_one_on_the_whole_page_are_told(published, place, comment, heard, kari):
    given = comment("Et øyeblikk")
    whole = comment("Om alt", where=find_place(published.pk))
    heard()

    pk = given.pk
    take_back(given, by=kari)
    take_back(whole, by=kari)

    assert [what for what, _about in heard()] == [f"block-{place.block}", "page"]
    assert not type(given).objects.filter(pk=pk).exists()


def test_a_guests_comment_is_told_when_it_is_confirmed(place, heard):
    held = hold_comment(place, said=Said(text="Fra en gjest"), email="gjest@example.no")
    assert heard() == []

    confirmed = confirm_comment(token_of(held.client_id))
    confirm_comment(token_of(held.client_id))

    assert heard() == [(f"block-{place.block}", f"innspill-{confirmed.input_id}")]


@pytest.mark.parametrize("visibility", ["partners", "municipality"])
def test_nothing_is_told_of_what_not_everyone_reads(comment, heard, visibility):
    given = comment("Bare for noen", visibility=visibility)
    answer_input(given, status="adopted", text="Ja.", by=staff(COORDINATORS))

    assert heard() == []


def test_translations_share_a_room(published, place, heard):
    english = published.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()

    given = give_comment(
        find_place(english.pk, place.block), said=Said(text="In English"), person=PersonFactory()
    )

    assert heard() == [(f"block-{place.block}", f"innspill-{given.pk}")]


def test_several_answers_at_once_are_told_one_by_one(place, published, comment, heard):
    by = staff(COORDINATORS)
    inputs = [comment("En"), comment("To"), comment("Tre", where=find_place(published.pk))]
    heard()

    answer_inputs(inputs, status="adopted", text="Ja.", by=by, seen={each.pk: "new:0" for each in inputs})

    assert [about for _what, about in heard()] == [f"innspill-{each.pk}" for each in inputs]


def test_everyone_may_enter_the_room_of_a_published_page_alone(published):
    key = str(published.translation_key)
    assert may_enter(AnonymousUser(), key)
    assert not may_enter(AnonymousUser(), str(published.get_parent().translation_key))
    assert not may_enter(AnonymousUser(), "innspill")

    published.unpublish()
    assert not may_enter(AnonymousUser(), key)


def test_the_page_that_everyone_gets_is_in_the_room_and_can_be_kept(client, published, comment):
    comment()

    response = client.get(published.url)

    assert f'data-live-room="comments:{published.translation_key}" data-live-since="1"' in (
        response.content.decode()
    )
    assert is_for_everyone(response)


def test_the_page_of_a_block_is_in_the_room_and_the_panel_beside_a_page_is_not(client, place):
    room = f"comments:{place.page.translation_key}"
    assert room in client.get(place.url).content.decode()
    assert room not in client.get(place.url, headers={"HX-Request": "true"}).content.decode()


def test_counts_are_those_of_what_one_may_read(client, published, place, comment, kari):
    comment("For alle")
    comment("For kommunen", visibility="municipality")
    address = reverse("comments_counts", args=[published.pk])
    at_block = f'data-count-of="comments-{place.block}" data-some>'

    def count():
        html = " ".join(client.get(address).content.decode().split())
        return html.split(at_block)[1].split("<")[0].strip()

    assert count() == "1 kommentar"
    client.force_login(kari)
    assert count() == "2 kommentarer"


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_fetched_costs_the_same_however_much_was_said(client, published, place, comment, rows):
    by = staff(COORDINATORS)
    for number in range(rows):
        answer_input(comment(f"Kommentar {number}"), status="adopted", text="Ja.", by=by)
    counts = reverse("comments_counts", args=[published.pk])
    comments = reverse("comments_list", args=[published.pk, place.block])
    client.get(comments)

    assert queries_of(client, counts) == 2
    assert queries_of(client, comments) == 4


def test_the_list_alone_shows_what_the_thread_shows(client, place, comment, kari):
    first, second = comment("Den første"), comment("Den andre")
    answer_input(first, status="adopted", text="Det tar vi med.", by=staff(COORDINATORS))
    address = reverse("comments_list", args=[place.page.pk, place.block])

    html = client.get(address, {"order": "newest"}).content.decode()

    assert html.index("Den andre") < html.index("Den første")
    assert "Det tar vi med." in html
    assert "<form" not in html
    assert f'id="innspill-{second.pk}" data-news="' in html
    client.force_login(kari)
    assert f'id="innspill-{second.pk}" data-news="' not in client.get(address).content.decode()


def test_a_comment_that_is_hidden_goes_from_the_list_and_the_place_stays(client, place, comment):
    given = comment("Blir borte")
    address = reverse("comments_list", args=[place.page.pk, place.block])

    hide_input(given, reason="Navngir noen", by=UserFactory())

    assert "Blir borte" not in client.get(address).content.decode()


def test_new_ones_wait_behind_a_button_where_they_would_come_on_top(client, place, comment):
    comment()

    assert "data-live-ask" not in client.get(place.url).content.decode()
    assert 'data-live-ask="nye-kommentarer"' in client.get(place.url, {"order": "newest"}).content.decode()


def test_a_reply_below_a_comment_is_told_in_its_own_room_alone(comment, heard):
    given = comment()
    heard()

    ReplyFactory(input=given)

    assert heard() == []
