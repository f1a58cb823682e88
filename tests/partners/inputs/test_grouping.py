"""The list in groups: in the order of the site, counted by what the reader may see, met once each."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from home.words import block_id
from partners.comments.models import BlockText
from partners.inputs.models import Input
from tests.factories import InputFactory, MembershipFactory, ThemeFactory
from tests.home.pages import BODY, concept, concepts
from tests.staff import queries_of

pytestmark = pytest.mark.django_db

LIST = "/innspill/"
GROUPED_QUERIES = 13


@pytest.fixture
def house():
    house = concept(concepts(), slug="ombrukshuset", body=BODY)
    house.save_revision().publish()
    return type(house).objects.get(pk=house.pk)


@pytest.fixture
def say(house):
    """`say("…", 0)`: about the first block of the page; None is the page, a UUID a block that is gone."""

    def said(text, number=None, **fields):
        block = block_id(house.body[number]) if isinstance(number, int) else number
        if block:
            fields["written_to"], _new = BlockText.objects.get_or_create(
                translation_key=house.translation_key,
                block=block,
                digest="x",
                defaults={"text": "Sto her før"},
            )
        return InputFactory(page=house.page_ptr, block=block, text=text, kind="comment", **fields)

    return said


def read(client, address=LIST, **parameters):
    """[(title, section, count, share, texts)] of each group on one page of the list."""
    response = client.get(address, parameters) if parameters else client.get(address)
    groups = response.context["groups"]
    return [(g.title, g.section, g.count, g.share, [each.text for each in g.inputs]) for g in groups]


def test_groups_by_place_stand_as_the_site_reads(client, house, say):
    later = concept(house.get_parent(), "Senere", slug="senere")
    InputFactory(page=later.page_ptr, text="senere")
    say("borte", uuid4())
    say("overskrift", 1)
    say("svart", 0, status="adopted")
    say("nyest", 0)
    say("om alt")

    assert read(client, group="place") == [
        ("Ombrukshuset", "", 1, 0, ["om alt"]),
        ("Ombrukshuset", "Ombrukssenteret gir ting en runde til.", 2, 50, ["nyest", "svart"]),
        ("Ombrukshuset", "Hva vi har lært", 1, 0, ["overskrift"]),
        ("Ombrukshuset", "Sto her før", 1, 0, ["borte"]),
        ("Senere", "", 1, 0, ["senere"]),
    ]


def test_a_group_leads_to_its_page_and_its_block(client, house, say):
    gone = uuid4()
    say("her", 0)
    say("borte", gone)

    html = client.get(LIST, {"group": "place"}).content.decode()

    assert f'href="{house.url}#b-{house.body[0].id}"' in html
    assert f'href="/kommentarer/{house.pk}/{gone}/"' in html


def test_groups_by_theme_stand_in_the_themes_order(client, house):
    repair, money = ThemeFactory(name="Reparasjon", order=2), ThemeFactory(name="Økonomi", order=1)
    for theme, status in ((repair, "new"), (money, "partly"), (money, "adopted"), (None, "new")):
        InputFactory(page=house.page_ptr, theme=theme, status=status, text=str(theme))

    told = [(title, count, share) for title, _section, count, share, _texts in read(client, group="theme")]

    assert told == [("Økonomi", 2, 100), ("Reparasjon", 1, 0), ("Uten tema", 1, 0)]


@pytest.mark.parametrize("by", ["place", "theme"])
def test_nobody_is_told_of_what_they_may_not_see(client, say, by):
    say("for alle", 0)
    say("til partnere", 0, visibility="partners", status="adopted")
    say("til kommunen", 1, visibility="municipality")
    say("skjult", 1, status="hidden")

    [(_title, _section, count, share, texts)] = read(client, group=by)
    assert (count, share, texts) == (1, 0, ["for alle"])

    client.force_login(MembershipFactory().user)
    [(_title, _section, count, share, texts)] = read(client, reverse("partner_inputs"), group=by)
    assert (count, share, texts) == (2, 50, ["til partnere", "for alle"])


def test_words_of_a_page_that_is_kept_to_some_are_not_shown(client, house, say):
    say("sagt", 0)
    PageViewRestriction.objects.create(page=house, restriction_type="login")

    [(_title, section, *_rest)] = read(client, group="place")

    assert section == "Sto her før"


@pytest.mark.parametrize("by", ["place", "theme"])
def test_each_input_is_met_once_in_both_directions(client, house, say, by):
    first = say("0", 0)
    themes = [ThemeFactory(), None]
    for number in range(1, 50):
        at = first.created_at + timedelta(minutes=number // 3)
        say(str(number), number % 4, theme=themes[number % 2], created_at=at)

    forwards, address = [], f"{LIST}?{urlencode({'group': by})}"
    while address:
        response = client.get(address)
        forwards.append([input.pk for input in response.context["inputs"]])
        last, address = response.context["newer_url"], response.context["older_url"]
    backwards = []
    while last:
        response = client.get(last)
        backwards.insert(0, [input.pk for input in response.context["inputs"]])
        last = response.context["newer_url"]

    assert [len(part) for part in forwards] == [20, 20, 10]
    assert sorted(sum(forwards, [])) == sorted(Input.objects.values_list("pk", flat=True))
    assert backwards == forwards[:-1]


def test_paging_keeps_the_groups_and_the_filters(client, say):
    theme = ThemeFactory()
    for number in range(21):
        say(str(number), 0, theme=theme)

    older = client.get(LIST, {"group": "place", "theme": theme.slug}).context["older_url"]

    assert "group=place" in older
    assert f"theme={theme.slug}" in older


@pytest.mark.parametrize("value", ["", "x", "1.2-3", "0.9-", "0.", "99999.1716-1", "🦄", "1_zz.0-0"])
@pytest.mark.parametrize("name", ["before", "after", "group"])
def test_a_key_without_sense_gives_the_first_page(client, say, name, value):
    say("sagt", 0)

    response = client.get(LIST, {"group": "place", name: value})

    assert [input.text for input in response.context["inputs"]] == ["sagt"]


@pytest.mark.parametrize("by", ["place", "theme"])
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(client, say, by, rows):
    for number in range(rows):
        say("sagt", number, theme=ThemeFactory())
        say("borte", uuid4())

    client.get(LIST)
    assert queries_of(client, f"{LIST}?group={by}") <= GROUPED_QUERIES


def test_a_concept_can_be_chosen_though_it_asks_nothing(client, house, say):
    say("om konseptet", 0)
    InputFactory(text="om noe annet")

    response = client.get(LIST, {"page": house.pk})

    assert [input.text for input in response.context["inputs"]] == ["om konseptet"]
    assert f'<option value="{house.pk}" selected>' in response.content.decode()
