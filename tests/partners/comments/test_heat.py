"""How much each block engages: by what the reader may see, measured by the one that engages most."""

import pytest
from django.test import Client

from partners.comments.heat import LEVELS, heat_of
from partners.comments.places import block_id, find_place
from partners.comments.reading import Heard
from partners.inputs.models import Input
from partners.threads.models import Reply, Vote
from tests.factories import MembershipFactory, ReplyFactory, UserFactory
from tests.home.pages import concept
from tests.staff import COORDINATORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db

CONCEPT_QUERIES = 11


def vote(input, value="agree"):
    return Vote.objects.create(input=input, user=UserFactory(), value=value, turn=1)


def spots(client, page):
    """{label: what is said of it} of the blocks that have engaged somebody, the most first."""
    for section in client.get(page.url).context["text_guides"]:
        return {spot.label: spot.words for spot in section.context["most"]}
    return {}


@pytest.fixture
def heading(published):
    return find_place(published.pk, block_id(published.body[1]))


def test_comments_replies_and_votes_count_the_most_first(client, published, comment, heading):
    comment("Om avsnittet")
    about = comment("Om overskriften", where=heading)
    ReplyFactory(input=about)
    ReplyFactory(input=about)
    vote(about)
    vote(about, "disagree")
    vote(about, "")

    assert list(spots(client, published).items()) == [
        ("Hva vi har lært", "1 kommentar, 2 svar, 2 stemmer"),
        ("Ombrukssenteret gir ting en runde til.", "1 kommentar"),
    ]


def test_nobody_is_told_of_what_they_may_not_see(client, published, comment):
    for visibility in Input.Visibility.values:
        given = comment(visibility, visibility=visibility)
        ReplyFactory(input=given)
        vote(given)
    hidden = comment("skjult")
    Input.objects.filter(pk=hidden.pk).update(status="hidden")
    vote(hidden)
    ReplyFactory(input=Input.objects.get(text="everyone"), state=Reply.State.HIDDEN, hidden_because="Frekt")
    partner = Client()
    partner.force_login(MembershipFactory().user)

    told = [
        list(spots(each, published).values()) for each in (client, partner, signed_in(Client(), COORDINATORS))
    ]

    assert told == [
        ["1 kommentar, 1 svar, 1 stemme"],
        ["2 kommentarer, 2 svar, 2 stemmer"],
        ["4 kommentarer, 3 svar, 2 stemmer"],
    ]


def test_a_page_that_nobody_has_commented_on_has_no_strip(client, published):
    html = facts(client.get(published.url))

    assert "om-varme" not in html


def test_what_was_said_of_all_of_it_or_of_what_is_gone_is_on_no_strip(client, published, comment, remove):
    comment("Om alt", where=find_place(published.pk))
    comment("Om det som forsvinner")
    remove(published, 0)

    assert spots(client, published) == {}


def test_strip_has_a_way_to_each_block_in_words(client, published, comment):
    comment()

    html = facts(client.get(published.url))

    for child in published.body:
        assert f'href="#b-{child.id}"' in html
    assert "om-varmestripe__felt--5" in html
    assert html.count("om-varmestripe__felt--0") == len(published.body) - 1
    assert html.count("ingenting ennå") == len(published.body) - 1
    assert " style=" not in html


@pytest.mark.parametrize(("total", "level"), [(0, 0), (1, 1), (20, 1), (21, 2), (60, 3), (99, 5), (100, 5)])
def test_level_is_a_share_of_the_most(total, level):
    heard = {"most": Heard(comments=100), "this": Heard(votes=total)}

    [_most, spot] = heat_of({"most": "Mest", "this": "Dette"}, heard)

    assert spot.level == level <= LEVELS


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_replies_and_votes(client, published, comment, heading, rows):
    for _ in range(rows):
        for given in (comment(), comment(where=heading)):
            ReplyFactory(input=given)
            vote(given)

    client.get(published.url)
    assert queries_of(client, published.url) <= CONCEPT_QUERIES


def test_a_large_page_with_much_said_takes_few_queries(client, published, comment):
    big = concept(published, "Stor", slug="stor", body=[("text", f"<p>Avsnitt {n}</p>") for n in range(30)])
    shared = {"page": big, "kind": "comment", "written_to": comment().written_to, "visibility": "everyone"}
    rows = [Input(**shared, block=child.id, text=f"{n}") for n in range(17) for child in big.body][:500]
    given = Input.objects.bulk_create(rows)
    voters = [UserFactory() for _ in range(3)]
    Vote.objects.bulk_create(Vote(input=each, user=user, value="agree") for each in given for user in voters)
    Reply.objects.bulk_create(Reply(input=each, text="Ja") for each in given)

    client.get(big.url)
    assert queries_of(client, big.url) <= CONCEPT_QUERIES
    assert spots(client, big)["Avsnitt 0"] == "17 kommentarer, 17 svar, 51 stemmer"
