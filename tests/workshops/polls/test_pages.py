"""The pages of polls: voting, the wall, the facilitator's desk, files, and from an interest to a proposal."""

import io
import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertRedirects

from partners.people.models import Person
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from partners.proposals.models import Proposal
from tests.factories import PersonFactory, UserFactory
from tests.staff import queries_of
from tests.workshops.pages import headings, nb, words
from workshops.live.actions import close_room, show_activity
from workshops.live.models import LiveRoom, Participant
from workshops.polls.actions import close_poll, count_paper, create_poll, open_poll, vote
from workshops.polls.models import Ballot, Choice, PaperCount, Poll, RoleInterest

pytestmark = pytest.mark.django_db


def come_in(client, room, name="Fuglen"):
    client.post(room.get_absolute_url(), {"name": name, "kind": "self", "client_id": uuid.uuid4()})
    return Participant.objects.get(room=room, name=name)


def at(name, poll, *more):
    return reverse(name, args=[poll.room.code, poll.pk, *more])


def look(poll):
    return reverse("live_look", args=[poll.room.code, poll.pk])


def votes(client, poll, **fields):
    data = {f"poll-{poll.pk}-{name}": value for name, value in fields.items()}
    return client.post(at("poll_vote", poll), data)


def press(client, poll, do, **fields):
    seen = LiveRoom.objects.get(pk=poll.room.pk).step
    return client.post(at("poll_lead", poll), {"do": do, "seen": seen} | fields)


def answers():
    return [ballot.answer for ballot in Ballot.objects.all()]


def test_form_of_a_vote_can_be_sent_without_script(client, room, poll, pks):
    browser = Client(enforce_csrf_checks=True)
    made = poll()
    page = browser.get(room.get_absolute_url())
    token = {"csrfmiddlewaretoken": page.context["csrf_token"]}
    browser.post(room.get_absolute_url(), {"kind": "self", "client_id": uuid.uuid4()} | token)
    shown = browser.get(look(made)).content.decode()
    form = shown[shown.index(at("poll_vote", made)) :].partition("</form>")[0]
    token = form[form.index('csrfmiddlewaretoken" value="') + 28 :].partition('"')[0]

    data = {f"poll-{made.pk}-choice": pks(made)[0], "csrfmiddlewaretoken": token}
    assertRedirects(browser.post(at("poll_vote", made), data), look(made))

    assert answers() == [{"choices": [pks(made)[0]]}]


def test_each_kind_takes_the_answer_of_its_form(client, room, poll, pks):
    come_in(client, room)
    cases = [
        ("single", lambda a: {"choice": a[0]}, lambda a: {"choices": [a[0]]}),
        ("several", lambda a: {"choices": [a[0], a[2]]}, lambda a: {"choices": [a[0], a[2]]}),
        ("scale", lambda a: {"score": 4}, lambda a: {"score": 4}),
        (
            "rating",
            lambda a: {f"score_{a[0]}": 1, f"score_{a[1]}": 5},
            lambda a: {"scores": {str(a[0]): 1, str(a[1]): 5}},
        ),
        ("words", lambda a: {"word_0": " Ombruk ", "word_1": "ombruk"}, lambda a: {"words": ["ombruk"]}),
        ("ranking", lambda a: {"order": f"{a[2]},{a[0]},{a[1]}"}, lambda a: {"choices": [a[2], a[0], a[1]]}),
        ("roles", lambda a: {f"ways_{a[1]}": ["developer"]}, lambda a: {"roles": {str(a[1]): ["developer"]}}),
    ]
    for kind, fields, expected in cases:
        made = poll(kind)
        assertRedirects(votes(client, made, **fields(pks(made))), look(made))
        assert made.ballots.get().answer == expected(pks(made)), kind
        assert nb("You have voted") in words(client.get(look(made)))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("single", {"choice": 999999}),
        ("single", {}),
        ("several", {}),
        ("scale", {"score": 6}),
        ("rating", {}),
        ("words", {"word_0": "x" * 31}),
        ("words", {"word_0": "  "}),
        ("ranking", {"order": "1,1,1"}),
        ("ranking", {"order": "\x00"}),
    ],
)
def test_bad_vote_comes_back_with_what_was_typed_and_counts_nothing(client, room, poll, kind, fields):
    come_in(client, room)
    made = poll(kind)

    response = votes(client, made, **fields)

    assert response.status_code == 422
    assert len(headings(response)) == 1
    assert answers() == []
    assert not fields.get("word_0", "").strip() or fields["word_0"] in response.content.decode()


def test_ranking_is_ordered_by_buttons_without_script(client, room, poll, pks):
    come_in(client, room)
    made = poll("ranking")
    first, second, third = pks(made)
    order = f"{first},{second},{third}"

    data = {f"poll-{made.pk}-order": order, "move": f"up:{third}"}
    response = client.post(at("poll_vote", made), data)

    assert response.status_code == 200
    assert f'value="{first},{third},{second}"' in response.content.decode()
    assert answers() == []


def test_vote_can_be_changed_and_one_sees_what_one_voted(client, room, poll, pks):
    come_in(client, room)
    made = poll()
    votes(client, made, choice=pks(made)[0])

    html = client.get(look(made)).content.decode()
    assert f'value="{pks(made)[0]}" class="ds-input" required' in html or "checked" in html
    votes(client, made, choice=pks(made)[1])

    assert answers() == [{"choices": [pks(made)[1]]}]


def test_results_come_to_who_has_voted_and_to_all_when_it_is_closed(client, room, poll, join, leader, pks):
    come_in(client, room)
    made = poll()
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})
    assert "om-avstemning__tabell" not in client.get(look(made)).content.decode()

    votes(client, made, choice=pks(made)[0])
    assert "om-avstemning__tabell" in client.get(look(made)).content.decode()

    other = poll(hides_results=True)
    votes(client, other, choice=pks(other)[0])
    page = client.get(look(other))
    assert "om-avstemning__tabell" not in page.content.decode()
    assert nb("The results come when the poll is closed.") in words(page)
    close_poll(other, by=leader)
    assert "om-avstemning__tabell" in client.get(look(other)).content.decode()


def test_anonymous_voter_is_told_that_the_vote_stays(client, room, poll, pks):
    come_in(client, room)
    made = poll(anonymous=True, hides_results=True)
    votes(client, made, choice=pks(made)[0])

    response = votes(client, made, choice=pks(made)[1])

    assertRedirects(response, look(made))
    assert answers() == [{"choices": [pks(made)[0]]}]
    page = words(client.get(look(made)))
    assert nb("In an anonymous poll a vote cannot be changed: nobody knows which one is yours.") in page


def test_late_vote_is_told(client, room, poll, leader, pks):
    come_in(client, room)
    made = poll()
    close_poll(made, by=leader)

    votes(client, made, choice=pks(made)[0])

    assert nb("The poll is not open, so your vote was not counted.") in words(client.get(look(made)))
    assert answers() == []


def test_who_votes_without_end_is_asked_to_wait(client, room, poll, pks):
    come_in(client, room)
    made = poll()

    statuses = [votes(client, made, choice=pks(made)[0]).status_code for _ in range(21)]

    assert statuses == [302] * 20 + [429]


def test_draft_and_polls_of_other_rooms_are_not_there(client, room, poll):
    come_in(client, room)
    draft = poll(is_open=False)

    assert votes(client, draft, choice=1).status_code == 404
    assert client.get(at("poll", draft)).status_code == 404
    assert client.get(at("poll_wall", draft)).status_code == 404


def test_poll_on_the_screen_is_part_of_room_wall_and_console(client, room, poll, leader, pks, join):
    made = poll()
    show_activity(room, made.activity, by=leader, seen=0)
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})
    client.force_login(leader)
    come_in(client, room)

    assert "Hva trenger vi mest?" in words(client.get(room.get_absolute_url()))
    wall = client.get(reverse("live_wall", args=[room.code])).content.decode()
    assert '<rect width="100%"' in wall
    assert "style=" not in wall
    console = words(client.get(reverse("live_console", args=[room.code])))
    assert nb("Close the poll") in console
    assertRedirects(votes(client, made, choice=pks(made)[0]), room.get_absolute_url())


def test_facilitator_makes_opens_and_closes_a_poll(client, room, leader):
    client.force_login(leader)
    new = reverse("poll_new", args=[room.code])
    console = client.get(reverse("live_console", args=[room.code])).content.decode()
    assert new in console
    assert client.get(f"{new}?kind=ranking").status_code == 200

    data = {"kind": "ranking", "question": "Hva først?", "choices": "Pris\n\n Utvalg \n"}
    client.post(new, data)

    made = Poll.objects.get()
    assert (made.is_draft, list(made.choices.values_list("text", flat=True))) == (True, ["Pris", "Utvalg"])
    press(client, made, "open")
    made.refresh_from_db()
    assert (made.is_open, LiveRoom.objects.get().activity_id) == (True, made.pk)
    press(client, made, "close")
    made.refresh_from_db()
    assert made.is_closed


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "", "choices": "A\nB"},
        {"question": "Hva?", "choices": "Bare én"},
        {"question": "Hva?", "choices": "\n".join(map(str, range(13)))},
        {"question": "Hva?", "choices": "Lik\nlik"},
        {"question": "Hva?", "choices": f"A\n{'b' * 121}"},
    ],
)
def test_bad_poll_comes_back_with_what_was_typed(client, room, leader, fields):
    client.force_login(leader)

    response = client.post(reverse("poll_new", args=[room.code]), {"kind": "single"} | fields)

    assert response.status_code == 422
    assert fields["choices"].splitlines()[0] in response.content.decode()
    assert Poll.objects.count() == 0


def test_anonymous_poll_hides_its_results_of_itself(client, room, leader):
    client.force_login(leader)
    data = {"kind": "scale", "question": "Hva?", "anonymous": "on"}

    client.post(reverse("poll_new", args=[room.code]), data)

    assert Poll.objects.get().hides_results


def test_poll_is_changed_until_somebody_has_voted(client, room, poll, leader, join, pks):
    client.force_login(leader)
    made = poll(hides_results=True)
    data = {"question": "Ny?", "choices": "A\nB"}
    assertRedirects(client.post(at("poll_edit", made), data), made.desk_url)
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})

    page = words(client.post(at("poll_edit", made), data | {"question": "Enda nyere?"}, follow=True))

    assert nb("Somebody has voted, so the poll can no longer be changed.") in page
    assert (
        nb("Somebody has voted, so the question, the choices and when the results are shown are fixed.")
        in page
    )
    assert Poll.objects.get().activity.title == "Ny?"


def test_anonymity_once_open_cannot_be_taken_back_on_the_form(client, poll, leader):
    client.force_login(leader)
    made = poll(anonymous=True, hides_results=True)

    response = client.post(at("poll_edit", made), {"question": "Ny?", "choices": "A\nB"})

    assert response.status_code == 422
    assert Poll.objects.get().anonymous


def test_facilitator_does_not_see_hidden_results_either(client, poll, leader, join, pks):
    client.force_login(leader)
    made = poll(hides_results=True)
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})

    assert "om-avstemning__tabell" not in client.get(made.desk_url).content.decode()
    assert client.get(at("poll_export", made, "csv")).status_code == 404


def test_votes_on_paper_are_entered_and_stand_apart(client, poll, leader, pks):
    client.force_login(leader)
    made = poll("several")
    a, b, c = pks(made)
    data = {f"n_{a}": 3, f"n_{b}": "", f"n_{c}": 1}

    assert client.post(at("poll_paper", made), data | {"people": 2}).status_code == 422
    assertRedirects(client.post(at("poll_paper", made), data | {"people": 3}), made.desk_url)

    assert dict(PaperCount.objects.values_list("key", "number")) == {str(a): 3, str(c): 1}
    assert nb("On paper") in words(client.get(made.desk_url))
    assert client.get(at("poll_paper", poll("words"))).status_code == 404


def test_facilitator_hides_a_word(client, room, poll, leader, join):
    client.force_login(leader)
    made = poll("words")
    vote(made, participant=join(), answer={"words": ["Tøys"]})

    press(client, made, "hide_word", word="tøys")

    assert "om-ordsky" not in client.get(at("poll_wall", made)).content.decode()
    press(client, made, "show_word", word="tøys")
    assert "Tøys" in client.get(at("poll_wall", made)).content.decode()


@pytest.mark.parametrize("press", [{}, {"do": "explode", "seen": 0}, {"do": "close", "seen": "x"}])
def test_nonsense_from_the_desk_changes_nothing(client, poll, leader, press):
    client.force_login(leader)
    made = poll()

    assertRedirects(client.post(at("poll_lead", made), press), made.desk_url)

    made.refresh_from_db()
    assert made.is_open


def test_desk_is_there_for_who_leads_only(client, room, poll):
    come_in(client, room)
    made = poll()

    for name in ("poll_desk", "poll_edit", "poll_paper", "poll_desk_part"):
        assert client.get(at(name, made)).status_code == 404
    assert press(client, made, "close").status_code == 404


def test_results_are_exported_and_formulas_are_harmless(client, room, leader, join):
    made = create_poll(room, kind="single", question="=1+1", by=leader, choices=["=HYPERLINK(1)", "Nei"])
    open_poll(made, by=leader)
    first = made.choices.first().pk
    vote(made, participant=join(), answer={"choices": [first]})
    count_paper(made, numbers={str(first): 2}, people=0, by=leader)
    client.force_login(leader)

    sheet = load_workbook(io.BytesIO(client.get(at("poll_export", made, "xlsx")).content)).active
    rows = json.loads(client.get(at("poll_export", made, "json")).content)
    text = client.get(at("poll_export", made, "csv")).content.decode("utf-8-sig")

    assert [cell.value for cell in sheet[2]] == ["'=1+1", "'=HYPERLINK(1)", 1, 2, 100, 1, 2]
    assert list(rows[0].values()) == ["=1+1", "=HYPERLINK(1)", 1, 2, 100, 1, 2]
    assert text.splitlines()[1].startswith('"\'=1+1";"\'=HYPERLINK(1)";"1";"2"')
    assert client.get(at("poll_export", made, "pdf")).status_code == 404


def interested(poll, participant, slug="kafe", ways=("developer",)):
    choice = Choice.objects.get(poll=poll, role__slug=slug)
    vote(poll, participant=participant, answer={"roles": {str(choice.pk): list(ways)}})


def test_interest_leads_through_signing_in_to_a_filled_in_proposal(client, room, poll):
    participant = come_in(client, room)
    made = poll("roles")
    interested(made, participant, ways=("developer", "participant"))
    address = at("poll_propose", made, "kafe")
    assert address in client.get(look(made)).content.decode()
    assertRedirects(
        client.get(address), f"{reverse('account_login')}?next={address}", fetch_redirect_response=False
    )

    user = UserFactory()
    client.force_login(user)
    begun = client.get(address)
    page = client.get(begun.url)
    data = {"role": "kafe", "way": ["developer", "participant"], "behalf": "0"}
    assert page.content.decode().count('name="way"') == 2
    client.post(reverse("proposal_new"), data | page.context["form"].initial)

    version = Proposal.objects.get().versions.get()
    assert (version.as_developer, version.as_participant) == (True, True)
    assert [offer.role.slug for offer in version.offers.all()] == ["kafe"]
    participant.refresh_from_db()
    assert participant.person == Person.objects.get(email=user.email)


def test_interest_of_another_leads_nowhere(client, room, poll, join):
    made = poll("roles")
    interested(made, join("Kari"))
    come_in(client, room)
    client.force_login(UserFactory())

    assert client.get(at("poll_propose", made, "kafe")).status_code in (302, 404)
    assert Proposal.objects.count() == 0


def test_interest_is_on_my_page_with_the_way_to_a_proposal(client, room, poll, join):
    user = UserFactory()
    person = PersonFactory(user=user, email=user.email)
    made = poll("roles")
    interested(made, join("Kari", person=person))
    client.force_login(user)

    html = client.get(reverse("my_page")).content.decode()

    assert "Kafé" in html
    assert "role=kafe&amp;way=developer" in html


def test_interest_is_shown_to_the_coordinator_by_meeting(client, room, poll, join, leader):
    made = poll("roles")
    interested(made, join("Kari"))
    interested(made, join("Ola"))
    role = RoleInterest.objects.first().role
    expected = f"2 interesserte i møtet «{room.workshop.title}»"
    assert expected not in words(client.get(role.get_absolute_url()))

    client.force_login(leader)

    assert expected in words(client.get(role.get_absolute_url()))
    assert expected in words(client.get(reverse("roles:edit", args=[role.pk])))


def test_votes_are_in_the_copy_of_ones_data(room, poll, join, pks):
    user = UserFactory()
    person = PersonFactory(user=user, email=user.email)
    kari = join("Kari", person=person)
    made, secret = poll(), poll(anonymous=True, hides_results=True)
    vote(made, participant=kari, answer={"choices": pks(made)[:1]})
    vote(secret, participant=kari, answer={"choices": pks(secret)[:1]})

    (chapter,) = [each for each in chapters_about(subject_of(user)) if each.key == "votes"]

    assert len(chapter.rows) == 1


def test_closed_room_takes_no_votes(client, room, poll, leader, pks):
    come_in(client, room)
    made = poll()
    close_room(room, by=leader)

    votes(client, made, choice=pks(made)[0])

    assert answers() == []


@pytest.mark.parametrize("kind", ["single", "rating", "words", "roles"])
def test_pages_take_as_many_queries_for_many_votes(client, room, poll, leader, join, kind, pks):
    made = poll(kind)
    a, b = [*map(str, pks(made)), "", ""][:2]
    answer = {
        "single": {"choices": [int(a or 0)]},
        "rating": {"scores": {a: 4, b: 2}},
        "words": {"words": ["Ombruk"]},
        "roles": {"roles": {a: ["developer"]}},
    }[kind]
    client.force_login(leader)
    vote(made, participant=come_in(client, room), answer=answer)
    addresses = [look(made), at("poll_wall", made), made.desk_url, reverse("poll_list", args=[room.code])]
    before = [queries_of(client, address) for address in addresses]

    for _number in range(2):
        vote(made, participant=join(), answer=answer)
    poll(is_open=False)
    poll(is_open=False)

    assert [queries_of(client, address) for address in addresses] == before
