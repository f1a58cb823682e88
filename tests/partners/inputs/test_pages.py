from datetime import timedelta
from itertools import combinations, product
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from partners.inputs.actions import answer_input, consider_input, hide_input
from partners.inputs.models import Input, Question, Theme
from partners.inputs.site import input_counts, said_about
from partners.people.models import Person, User
from tests.factories import MembershipFactory

LIST_QUERIES = 12
DETAIL_QUERIES = 10


def texts(response):
    return [input.text for input in response.context["inputs"]]


def listed(client, **parameters):
    response = client.get(reverse("input_list"), parameters)
    assert response.status_code == 200
    return texts(response)


@pytest.fixture
def signed_in():
    def make(user):
        client = Client()
        client.force_login(user, backend="partners.people.signed_in.AccountBackend")
        return client

    return make


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_list_costs_the_same_with_one_and_three_inputs(client, make_input, theme, coordinator):
    answer_input(make_input(theme=theme), status="adopted", text="Ja.", by=coordinator)
    client.get(reverse("input_list"))

    with_one = queries(client, reverse("input_list"))
    for _ in range(2):
        answer_input(make_input(theme=theme), status="adopted", text="Ja.", by=coordinator)
    with_three = queries(client, reverse("input_list"))

    assert with_three <= with_one <= LIST_QUERIES


def test_detail_costs_the_same_however_long_the_history(client, make_input, coordinator):
    input = make_input()
    answer_input(input, status="adopted", text="Ja.", by=coordinator)
    client.get(input.get_absolute_url())

    with_one = queries(client, input.get_absolute_url())
    answer_input(input, status="partly", text="Delvis.", by=coordinator)
    answer_input(input, status="answered", text="Svar.", by=coordinator)

    assert queries(client, input.get_absolute_url()) <= with_one <= DETAIL_QUERIES


@pytest.mark.parametrize(
    ("shown_as", "seen", "unseen"),
    [
        ("name", ["Kari Eksempel", "Eksempel sykkel AS"], []),
        ("organisation", ["Eksempel sykkel AS"], ["Kari Eksempel"]),
        ("anonymous", ["Anonymous"], ["Kari Eksempel", "Eksempel sykkel AS"]),
    ],
)
def test_public_pages_show_the_giver_as_chosen_and_never_the_address(
    client, make_input, coordinator, shown_as, seen, unseen
):
    input = make_input(shown_as=shown_as)
    answer_input(input, status="adopted", text="Ja.", by=coordinator)

    for address in ("/en/innspill/", f"/en/innspill/{input.pk}/"):
        html = client.get(address).content.decode()
        assert [name for name in seen if name not in html] == []
        assert [name for name in [*unseen, "kari.eksempel@", coordinator.email] if name in html] == []
    for address in ("/en/innspill/svar.atom", "/en/sok/?q=verksted", "/en/"):
        html = client.get(address).content.decode()
        assert [name for name in [*unseen, "kari.eksempel@", coordinator.email] if name in html] == []


@pytest.mark.parametrize(
    ("visibility", "status", "may_read"),
    [
        ("everyone", "new", {"anyone", "stranger", "giver", "coordinator", "partner", "suspended"}),
        ("everyone", "hidden", {"giver", "coordinator"}),
        ("partners", "new", {"giver", "coordinator", "partner"}),
        ("partners", "hidden", {"giver", "coordinator"}),
        ("municipality", "new", {"giver", "coordinator"}),
        ("municipality", "hidden", {"giver", "coordinator"}),
    ],
)
def test_who_may_read_an_input(make_input, giver, coordinator, signed_in, visibility, status, may_read):
    giver.user = User.objects.create_user(giver.email)
    giver.save()
    stranger = User.objects.create_user("fremmed@example.no")
    Person.objects.create(email=stranger.email, user=stranger)
    partner, suspended = (
        MembershipFactory(),
        MembershipFactory(organisation__status="suspended", organisation__reason="Konkurs"),
    )
    readers = {
        "partner": (partner.user, signed_in(partner.user)),
        "suspended": (suspended.user, signed_in(suspended.user)),
        "anyone": (AnonymousUser(), Client()),
        "stranger": (stranger, signed_in(stranger)),
        "giver": (giver.user, signed_in(giver.user)),
        "coordinator": (coordinator, signed_in(coordinator)),
    }
    input = make_input(visibility=visibility, status=status)
    address = input.get_absolute_url()

    assert {
        name for name, (_, client) in readers.items() if client.get(address).status_code == 200
    } == may_read
    assert {
        name for name, (user, _) in readers.items() if Input.objects.visible_to(user).exists()
    } == may_read


def test_list_shows_only_what_is_public(client, make_input, coordinator, signed_in):
    make_input(text="for alle")
    make_input(text="til partnere", visibility="partners")
    make_input(text="til kommunen", visibility="municipality")
    make_input(text="skjult", status="hidden")

    assert listed(client) == ["for alle"]
    assert listed(signed_in(coordinator)) == ["for alle"]


def test_filters_narrow_the_list(client, meeting, question, make_input, coordinator):
    economy = Theme.objects.create(name="Økonomi", slug="okonomi")
    other_page = meeting.get_parent().add_child(
        instance=type(meeting)(title="Annet møte", locale=meeting.locale)
    )
    asked = make_input(text="spurt", question=question, question_text=question.text)
    make_input(text="tema", theme=economy)
    make_input(text="annet", page=other_page)
    answer_input(asked, status="partly", text="Delvis.", by=coordinator)

    assert listed(client, page=other_page.pk) == ["annet"]
    assert listed(client, question=question.pk) == ["spurt"]
    assert listed(client, theme="okonomi") == ["tema"]
    assert listed(client, status="partly") == ["spurt"]
    assert listed(client, answered="yes") == ["spurt"]
    assert listed(client, answered="no") == ["annet", "tema"]
    assert listed(client, answered="no", theme="okonomi", q="tema") == ["tema"]


def test_a_question_is_the_same_in_each_language(client, meeting, question, make_input):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = meeting.copy_for_translation(english, copy_parents=True)
    page.save_revision().publish()
    asked = Question.objects.create(page=page, text="What does it take?", sort_order=question.sort_order)
    Question.objects.create(page=page, text="Which role?", sort_order=9)
    make_input(text="på norsk", question=question)
    make_input(text="in English", question=asked)

    assert listed(client, question=question.pk) == ["in English", "på norsk"]
    assert listed(client, question=asked.pk) == ["in English", "på norsk"]


def test_every_combination_of_filters_finds_what_fits_all_of_them(
    client, meeting, question, make_input, coordinator
):
    theme = Theme.objects.create(name="Økonomi", slug="okonomi")
    other_page = meeting.get_parent().add_child(
        instance=type(meeting)(title="Annet møte", locale=meeting.locale)
    )
    for number, (page, asked, about, verdict, words) in enumerate(
        product((meeting, other_page), (None, question), (None, theme), ("", "partly"), ("verksted", "kafé"))
    ):
        if asked and page != meeting:
            continue
        input = make_input(page=page, question=asked, theme=about, text=f"{words} {number}")
        if verdict:
            answer_input(input, status=verdict, text="Delvis.", by=coordinator)
    rows = list(Input.objects.newest_first().select_related("page", "theme"))
    fits = {
        "page": (meeting.pk, lambda input: input.page_id == meeting.pk),
        "question": (question.pk, lambda input: input.question_id == question.pk),
        "theme": ("okonomi", lambda input: input.theme_id == theme.pk),
        "status": ("partly", lambda input: input.status == "partly"),
        "answered": ("no", lambda input: input.status == "new"),
        "q": ("verksteder", lambda input: "verksted" in input.text),
    }

    for chosen in (names for size in range(7) for names in combinations(fits, size)):
        expected = [input.text for input in rows if all(fits[name][1](input) for name in chosen)]
        parameters = {name: fits[name][0] for name in chosen}
        assert [text for page in follow(client, "older_url", **parameters) for text in page] == expected, (
            chosen
        )


@pytest.mark.parametrize("name", ["page", "question", "theme", "status", "answered", "before", "after", "q"])
@pytest.mark.parametrize("value", ["", "finnesikke", "999999999999999999999", "1' or 1=1", "🦄", "-1"])
def test_a_filter_without_sense_is_no_error(client, make_input, name, value):
    make_input()

    assert client.get(reverse("input_list"), {name: value}).status_code == 200


@pytest.mark.parametrize(
    "words", ["ombruk", "ombrukssenter", "ombrukssenteret", "Ombrukssenterets", "åpent ombruk", "verkst"]
)
def test_search_finds_inflections_and_beginnings_of_compounds(client, make_input, words):
    make_input(text="Ombrukssenteret må ha et åpent verksted.")
    make_input(text="Noe helt annet")

    assert listed(client, q=words) == ["Ombrukssenteret må ha et åpent verksted."]


@pytest.mark.parametrize("words", ["'", "a & | !", "\\", ":*", "<script>", "((("])
def test_search_for_signs_is_no_error(client, make_input, words):
    make_input(text="Et verksted")

    assert client.get(reverse("input_list"), {"q": words}).status_code == 200


def test_search_finds_common_words_newest_first(client, make_input, moment, monkeypatch):
    monkeypatch.setattr("partners.inputs.models.FEW", 1)
    for hour in range(3):
        make_input(text=f"Verksted {hour}", created_at=moment + timedelta(hours=hour))

    assert listed(client, q="verksted") == ["Verksted 2", "Verksted 1", "Verksted 0"]


def follow(client, name, **parameters):
    """Every page of the list, from the first on."""
    address, found = f"{reverse('input_list')}?{urlencode(parameters)}", []
    while address:
        response = client.get(address)
        found.append(texts(response))
        address = response.context[name]
    return found


def test_paging_meets_each_input_once_also_at_the_same_moment(client, make_input, moment):
    for number in range(45):
        make_input(text=f"nr {number}", created_at=moment)

    pages = follow(client, "older_url")

    assert [len(meeting) for meeting in pages] == [20, 20, 5]
    assert sum(pages, []) == [f"nr {number}" for number in range(44, -1, -1)]


def test_paging_is_steady_while_new_inputs_come(client, make_input, moment):
    for number in range(25):
        make_input(text=f"nr {number}", created_at=moment + timedelta(minutes=number))
    older = client.get(reverse("input_list")).context["older_url"]

    make_input(text="ny")

    second = client.get(older)
    assert texts(second) == [f"nr {number}" for number in range(4, -1, -1)]
    assert second.context["older_url"] == ""
    newer = client.get(second.context["newer_url"])
    assert texts(newer) == [f"nr {number}" for number in range(24, 4, -1)]
    assert texts(client.get(newer.context["newer_url"])) == ["ny"]


def test_paging_keeps_the_filters(client, make_input, theme):
    for _ in range(21):
        make_input(theme=theme)

    older = client.get(reverse("input_list"), {"theme": "verksted", "q": ""}).context["older_url"]

    assert "theme=verksted" in older
    assert "q=" not in older


def test_htmx_gets_the_fragment_alone(client, make_input):
    make_input()

    response = client.get(reverse("input_list"), headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()
    assert 'class="om-innspill"' in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_detail_tells_the_whole_story(client, make_input, coordinator):
    input = make_input()
    consider_input(input, by=coordinator)
    answer_input(input, status="partly", text="Foreløpig delvis.", by=coordinator)
    answer_input(input, status="adopted", text="Nå helt.", by=coordinator)

    response = client.get(f"/en/innspill/{input.pk}/")

    assert [step.title for step in response.context["steps"]] == [
        "Received",
        "Taken up for consideration",
        "Partly adopted",
        "Adopted",
    ]
    html = response.content.decode()
    assert "Foreløpig delvis." in html
    assert "Nå helt." in html
    assert html.count("<h1") == 1


def test_what_people_write_is_text_everywhere(client, make_input, coordinator):
    nasty = "<img src=x onerror=alert(1)>\"'</textarea><script>alert(2)</script> עברית 🦄"
    input = make_input(
        text=nasty, giver_name=nasty[:110], giver_organisation="<i>", question_text=nasty, shown_as="name"
    )
    answer_input(input, status="adopted", text=nasty, by=coordinator)

    addresses = (reverse("input_list"), input.get_absolute_url(), reverse("input_list") + "?q=alert")
    for address in (*addresses, reverse("input_feed"), "/"):
        html = client.get(address).content.decode()
        assert "<img src=x" not in html
        assert "<script>alert" not in html
        assert "<i>" not in html


def test_feed_has_the_answers_to_public_input_only(client, make_input, coordinator):
    answer_input(make_input(), status="adopted", text="Ja, det gjør vi.", by=coordinator)
    private = make_input(visibility="municipality")
    answer_input(private, status="adopted", text="Bare til deg.", by=coordinator)
    hidden = make_input()
    answer_input(hidden, status="adopted", text="Skjult svar.", by=coordinator)
    hide_input(hidden, reason="Feil", by=coordinator)

    feed = client.get("/en/innspill/svar.atom").content.decode()

    assert feed.count("<entry>") == 1
    assert "Ja, det gjør vi." in feed


def test_nobody_posts_to_the_public_pages(client, make_input):
    assert client.post(reverse("input_list")).status_code == 405
    assert client.post(make_input().get_absolute_url()).status_code == 405


def test_counts_and_sections_speak_of_public_input_alone(meeting, make_input, rf):
    make_input()
    make_input(visibility="municipality")
    make_input(status="hidden")

    assert input_counts([meeting]) == {meeting.pk: "1 innspill"}
    assert Input.objects.count() == 3
    assert len(said_about(rf.get("/"), meeting)[1]["inputs"]) == 1
