"""What is told in the room of a thread: a new post as all read it, and otherwise that something changed."""

import json
import uuid

import pytest
from wagtail.models import Site

from home.models import SiteSettings
from partners.discussions.actions import delete_post, edit_post, post, react
from partners.discussions.live import DISCUSSIONS, END
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from portal.live.models import Change
from tests.factories import PostFactory
from tests.uploads import upload

pytestmark = pytest.mark.django_db
NOBODYS = ("<form", "<button", "csrf", "data-quote", "/endre/", "/slett/")


@pytest.fixture
def say(discussion, leader):
    """`say(text)`: a post of the leader's, and what was told of it by language."""

    def write(text, *, by=leader.user, **more):
        said = post(discussion, by=by, text=text, client_id=uuid.uuid4(), **more)
        return said, told(discussion)[-1]

    return write


def told(discussion):
    changes = Change.objects.filter(room__name=DISCUSSIONS.room(discussion.pk)).order_by("number")
    return [{language: json.loads(body) for language, body in each.bodies.items()} for each in changes]


def test_new_post_is_told_as_it_reads_in_each_language(say, leader, member):
    first, _told = say("Vi åpner klokka ti.")
    said, bodies = say(
        "Enig, <b>@Ola Medlem</b>.", quote="klokka ti", quoted=first, files=[upload("plan.pdf")]
    )

    for language, words in {"nb": "Silje Lunde skrev", "en": "Silje Lunde wrote"}.items():
        change = bodies[language]
        place = (change["what"], change["swap"], change["target"], change["by"])
        assert place == ("post", "append", END, leader.user.pk)
        assert change["html"].startswith(f'<li id="innlegg-{said.pk}" data-news="')
        assert words in change["html"]
        assert "Enig, &lt;b&gt;" in change["html"]
        assert "plan.pdf" in change["html"]


def test_nothing_of_a_readers_own_is_told(say, leader):
    _said, bodies = say("Jeg låser opp.")

    for change in bodies.values():
        assert [each for each in NOBODYS if each in change["html"]] == []


def test_municipality_is_named_without_a_request(say, leader, monkeypatch):
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"municipality": "Asker kommune"})
    monkeypatch.setattr("partners.discussions.actions.may_lead_groups", lambda user: True)

    _said, bodies = say("Kommunen svarer.")

    assert "Asker kommune" in bodies["nb"]["html"]


def test_post_that_is_too_long_to_be_pushed_is_fetched(say, leader):
    for text, is_pushed in (("å" * 6000, True), ("&" * 6000, False)):
        _said, bodies = say(text)
        assert ["html" in change for change in bodies.values()] == [is_pushed] * 2
        assert {change["by"] for change in bodies.values()} == {leader.user.pk}


def test_only_a_page_that_shows_the_end_has_a_place_for_it(client, discussion, leader):
    posts = PostFactory.create_batch(30, discussion=discussion, author=leader.user)
    client.force_login(leader.user)
    wanted = {
        "": (True, False),
        f"?fra={posts[0].pk}": (False, False),
        f"?fra={posts[20].pk}": (True, True),
        f"?for={posts[20].pk}": (False, False),
    }
    for query, (ends_here, is_bounded) in wanted.items():
        page = client.get(discussion.get_absolute_url() + query).content.decode()
        assert ("data-ends-here" in page, 'data-live-most="25"' in page) == (ends_here, is_bounded), query


def test_reaction_is_a_sign_and_leaves_what_was_told(say, discussion, member):
    said, _bodies = say("Vi åpner klokka ti.")

    react(said, by=member.user, kind="like", is_on=True)

    assert [set(bodies["nb"]) for bodies in told(discussion)][-1] == {"what"}
    assert "html" in told(discussion)[0]["nb"]


def test_what_is_changed_deleted_or_erased_cannot_be_read_by_who_comes_back(say, discussion, leader):
    ways = [
        lambda said: edit_post(said, text="Noe annet.", by=leader.user),
        lambda said: delete_post(said, by=leader.user),
        lambda said: erase_everything(subject_of(leader.user)),
    ]
    for way in ways:
        said, bodies = say("Ring Silje på 900 00 000.")
        assert "900 00 000" in bodies["nb"]["html"]

        way(said)

        assert "900 00 000" not in str(told(discussion))
