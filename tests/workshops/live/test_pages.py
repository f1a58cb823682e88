"""The pages of a live room: coming in by code, by the personal link and signed in; wall and console."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from partners.people.actions import claim
from tests.factories import PersonFactory, SignUpFactory
from tests.staff import queries_of
from tests.workshops.pages import headings, nb, words
from workshops.live import access, views
from workshops.live.actions import (
    close_room,
    go_next,
    go_to,
    let_facilitate,
    plan_activities,
    replace_code,
    show_activity,
)
from workshops.live.models import Participant
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db


def joins(client, room, **fields):
    data = {"name": "Fuglen", "kind": "self", "client_id": uuid.uuid4()} | fields
    return client.post(room.get_absolute_url(), data)


def console(room, name="live_console"):
    return reverse(name, args=[room.code])


def test_code_is_read_as_people_type_it(client, room):
    typed = f" {room.code[:3].lower()}-{room.code[3:]} "

    response = client.get(reverse("enter_code"), {"code": typed})

    assertRedirects(response, room.get_absolute_url())


@pytest.mark.parametrize("code", ["", "ABC", "BBBBBB", "<script>"])
def test_code_that_opens_nothing_is_told_and_kept(client, room, code):
    response = client.get(reverse("enter_code"), {"code": code})

    assert response.status_code == 422
    assert len(headings(response)) == 1


def test_codes_cannot_be_guessed_in_bulk(client, room, monkeypatch):
    monkeypatch.setitem(access.GUESSES, "limit", 3)
    inside, address = Client(), room.get_absolute_url()
    joins(inside, room)

    wrong = [client.get(reverse("live_room", args=[f"BBBB{n:02d}"])).status_code for n in range(4)]

    assert wrong == [404] * 3 + [429]
    assert client.get(address).status_code == 429
    assert client.get(reverse("enter_code"), {"code": room.code}).status_code == 429
    assert inside.get(address).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get(address).status_code == 200


def test_who_comes_by_the_code_chooses_a_name_and_is_in(client, room):
    assert client.get(room.get_absolute_url()).status_code == 200

    assertRedirects(
        joins(client, room, kind="business", organisation="Sykkelgjengen"), room.get_absolute_url()
    )

    participant = Participant.objects.get()
    assert (participant.shown_name, participant.person) == ("Fuglen, Sykkelgjengen", None)
    assert "Fuglen, Sykkelgjengen" in words(client.get(room.get_absolute_url()))


def test_lobby_tells_who_is_expected_by_kind_and_not_by_name(client, room, leader):
    SignUpFactory(workshop=room.workshop, name="Kari Hemmelig", on_behalf_of="business")
    SignUpFactory(workshop=room.workshop, on_behalf_of="business", status=SignUp.Status.WAITING)
    joins(client, room)

    page = words(client.get(room.get_absolute_url()))
    assert f"{nb('Signed up:')} 1 {nb('Business')}" in page
    assert "Kari Hemmelig" not in page

    go_next(room, by=leader, seen=0)
    assert nb("Signed up:") not in words(client.get(room.get_absolute_url()))


@pytest.mark.parametrize("limits", [views.ARRIVALS, views.ARRIVALS_IN_ROOM])
def test_bots_do_not_fill_a_room(room, monkeypatch, limits):
    monkeypatch.setitem(limits, "limit", 2)

    answers = [joins(Client(), room, name=f"Bot {n}") for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Bot 2" in answers[-1].content.decode()


def test_organisation_is_asked_of_those_who_come_for_one(client, room):
    page = client.get(room.get_absolute_url()).content.decode()

    places = [page.index(each) for each in ('name="kind"', 'class="om-virksomhet"', 'name="organisation"')]
    assert places == sorted(places)
    joins(client, room, kind="self", organisation="Skrevet før valget")
    joins(Client(), room, name="", kind="association", organisation="")
    come = Participant.objects.values_list("kind", "organisation")
    assert list(come) == [("self", ""), ("association", "")]


def test_no_name_is_fine(client, room):
    joins(client, room, name="")

    assert nb("You take part without a name.") in words(client.get(room.get_absolute_url()))


def test_bad_form_comes_back_with_what_was_typed(client, room):
    response = joins(client, room, name="Ugle" * 20, kind="nobody")

    assert response.status_code == 422
    assert "Ugle" * 20 in response.content.decode()
    assert Participant.objects.count() == 0


def test_personal_page_leads_into_the_room_as_oneself(client, room):
    signup = SignUpFactory(workshop=room.workshop, name="Kari", on_behalf_of="business")
    assert nb("Go to the meeting room") in words(client.get(signup.get_absolute_url()))

    assertRedirects(client.post(reverse("live_join_by_link", args=[signup.token])), room.get_absolute_url())

    participant = Participant.objects.get()
    assert (participant.person, participant.signup, participant.name) == (signup.person, signup, "Kari")


def test_form_of_the_way_in_carries_its_token(client, room):
    signup = SignUpFactory(workshop=room.workshop)

    html = client.get(signup.get_absolute_url()).content.decode()

    form = html[html.index(reverse("live_join_by_link", args=[signup.token])) :]
    assert "csrfmiddlewaretoken" in form.partition("</form>")[0]


def test_personal_link_claims_who_came_by_the_code_in_the_same_browser(client, room):
    signup = SignUpFactory(workshop=room.workshop)
    joins(client, room, name="Fuglen")

    client.post(reverse("live_join_by_link", args=[signup.token]))

    participant = Participant.objects.get()
    assert (participant.person, participant.name) == (signup.person, "Fuglen")


def writes(client, room, text):
    board = room.activities.get(kind="board").board
    data = {"text": text, "column": board.columns.first().pk, "client_id": uuid.uuid4()}
    return client.post(reverse("note_write", args=[room.code, board.pk]), data)


def test_personal_link_claims_what_was_written_by_the_code_days_after_the_meeting(
    client, room, board, leader
):
    signup = SignUpFactory(workshop=room.workshop)
    joins(client, room, name="Fuglen")
    writes(client, room, "Bussen må stoppe")
    close_room(room, by=leader)
    assert "Bussen må stoppe" not in words(client.get(signup.get_absolute_url()))
    assert nb("It was me") not in words(Client().get(signup.get_absolute_url()))

    with time_machine.travel(room.expires_at + timedelta(days=2)):
        assert nb("It was me") in words(client.get(signup.get_absolute_url()))
        link = reverse("live_join_by_link", args=[signup.token])
        assertRedirects(client.post(link), signup.get_absolute_url())
        page = words(client.get(signup.get_absolute_url()))

    assert "Bussen må stoppe" in page
    assert nb("It was me") not in page
    assert Participant.objects.get().person == signup.person


def test_personal_link_alone_claims_nobody_after_the_meeting(client, room, leader):
    signup = SignUpFactory(workshop=room.workshop)
    joins(Client(), room, name="Fuglen")
    close_room(room, by=leader)

    client.post(reverse("live_join_by_link", args=[signup.token]))

    assert Participant.objects.get().person is None


def test_verified_email_finds_what_was_written_by_the_personal_link_on_another_device(
    client, room, board, other_leader
):
    signup = SignUpFactory(workshop=room.workshop, person=PersonFactory(email="medleder@example.no"))
    phone = Client()
    phone.post(reverse("live_join_by_link", args=[signup.token]))
    writes(phone, room, "Bussen må stoppe")
    client.force_login(other_leader)
    assert "Bussen må stoppe" not in words(client.get(reverse("my_page")))

    claim(other_leader, email="Medleder@example.no")

    assert "Bussen må stoppe" in words(client.get(reverse("my_page")))
    assert Participant.objects.get().person.user == other_leader


@pytest.mark.parametrize("status", [SignUp.Status.CANCELLED])
def test_cancelled_sign_up_leads_nowhere(client, room, status):
    signup = SignUpFactory(workshop=room.workshop, status=status)

    client.post(reverse("live_join_by_link", args=[signup.token]))

    assert Participant.objects.count() == 0


def test_signed_in_person_is_known_and_the_same_on_every_device(
    client, room, other_leader, django_user_model
):
    person = PersonFactory(user=other_leader, email=other_leader.email)
    client.force_login(other_leader)
    joins(client, room)
    client.logout()
    client.force_login(other_leader)

    assert "Fuglen" in words(client.get(room.get_absolute_url()))
    assert Participant.objects.get().person == person


def test_who_signs_in_after_coming_by_the_code_keeps_what_they_wrote(client, room, other_leader):
    person = PersonFactory(user=other_leader, email=other_leader.email)
    joins(client, room)
    client.force_login(other_leader)
    assert nb("Keep it under my account") in words(client.get(room.get_absolute_url()))

    client.post(reverse("live_claim", args=[room.code]))

    assert Participant.objects.get().person == person
    assert nb("Keep it under my account") not in words(client.get(room.get_absolute_url()))


def test_video_link_is_shown_to_those_signed_up_on_video_only(client, room):
    room.workshop.state.video_link = "https://video.example/secret"
    room.workshop.state.save()
    signup = SignUpFactory(workshop=room.workshop)
    joins(client, room)
    assert "video.example" not in client.get(room.get_absolute_url()).content.decode()

    client.post(reverse("live_join_by_link", args=[signup.token]))

    assert "video.example" in client.get(room.get_absolute_url()).content.decode()


def test_closed_room_says_so_to_newcomers_and_to_those_inside(client, room, leader):
    joins(client, room)
    close_room(room, by=leader)

    assert nb("The live part is over.") in words(client.get(room.get_absolute_url()))
    client.session.flush()
    client.cookies.clear()
    assert nb("The meeting room is closed") in words(client.get(room.get_absolute_url()))
    assert joins(client, room).status_code == 200
    assert Participant.objects.count() == 1


def test_expired_code_opens_nothing(client, room):
    with time_machine.travel(room.expires_at + timedelta(minutes=1)):
        assert client.get(room.get_absolute_url()).status_code == 404
        assert client.get(reverse("live_wall", args=[room.code])).status_code == 404


def test_who_left_is_asked_anew(client, room):
    joins(client, room)

    client.post(reverse("live_leave", args=[room.code]))

    assert 'name="client_id"' in client.get(room.get_absolute_url()).content.decode()


def test_console_exists_for_those_who_lead_only(client, room, leader, other_leader):
    assert client.get(console(room)).status_code == 404
    client.force_login(other_leader)
    assert client.get(console(room)).status_code == 404

    let_facilitate(room, other_leader, by=leader)

    assert client.get(console(room)).status_code == 200


def test_console_leads_the_meeting_on(client, room, leader):
    client.force_login(leader)

    for press in (
        {"do": "next", "seen": 0},
        {"do": "pause", "seen": 1},
        {"do": "extend", "minutes": 2, "seen": 2},
    ):
        assertRedirects(client.post(console(room, "live_lead"), press), console(room))

    room.refresh_from_db()
    assert (room.item.title, room.is_paused, room.extra_seconds) == ("Velkommen", True, 120)


def test_console_says_what_a_jump_passed_by_and_that_it_can_be_undone(client, room, leader):
    client.force_login(leader)
    first, _second, third = room.items.all()
    undo = nb("“Undo the last step” takes that back.")

    def go(item, seen):
        press = {"do": "go", "item": item.pk, "seen": seen}
        answer = client.post(console(room, "live_lead"), press, headers={"hx-request": "true"})
        return words(answer)

    assert undo not in go(first, 0)
    assert f"1 punkt ble hoppet over. {undo}" in go(third, 1)
    assert f"Møtet har gått tilbake til «Velkommen». {undo}" in go(first, 2)
    client.post(console(room, "live_lead"), {"do": "undo", "seen": 3})
    room.refresh_from_db()
    assert room.item == third


def test_console_says_when_somebody_else_led_on(client, room, leader, other_leader):
    let_facilitate(room, other_leader, by=leader)
    go_next(room, by=other_leader, seen=0)
    client.force_login(leader)

    response = client.post(console(room, "live_lead"), {"do": "next", "seen": 0}, follow=True)

    assert nb("Somebody else led the meeting on in between. You see how it stands now.") in words(response)
    room.refresh_from_db()
    assert room.item.title == "Velkommen"


@pytest.mark.parametrize(
    "press", [{}, {"do": "explode", "seen": 0}, {"do": "next"}, {"do": "next", "seen": "x"}]
)
def test_nonsense_from_the_console_changes_nothing(client, room, leader, press):
    client.force_login(leader)

    assertRedirects(client.post(console(room, "live_lead"), press), console(room))

    room.refresh_from_db()
    assert room.step == 0


def test_new_code_leads_the_facilitator_on_and_keeps_participants_in(client, room, leader):
    joins(client, room)
    replace_code(room, by=leader)
    old, room.code = room.code, type(room).objects.get(pk=room.pk).code

    assert client.get(reverse("live_room", args=[old])).status_code == 404
    assert "Fuglen" in words(client.get(room.get_absolute_url()))


def test_console_plans_which_activity_begins_with_which_item(client, room, leader, activity):
    client.force_login(leader)
    second = room.items.all()[1]

    client.post(console(room, "live_plan"), {f"plan-item_{second.pk}": activity.pk})

    second.refresh_from_db()
    assert second.activity == activity


@pytest.mark.parametrize("theme", ["light", "dark", "pink"])
def test_wall_shows_code_address_and_item(client, room, leader, theme):
    go_next(room, by=leader, seen=0)

    response = client.get(reverse("live_wall", args=[room.code]), {"tema": theme})

    page = words(response)
    assert room.code in page
    assert f"testserver/live/{room.code}/" in page
    assert "Velkommen" in page
    assert "<svg" in response.content.decode()
    assert len(headings(response)) == 1


def test_pages_take_as_many_queries_for_many_participants(client, room, leader, join):
    joins(client, room)
    join("En")
    client.force_login(leader)
    addresses = [room.get_absolute_url(), console(room), reverse("live_wall", args=[room.code])]
    before = [queries_of(client, address) for address in addresses]
    for name in ("To", "Tre", "Fire"):
        join(name)

    assert [queries_of(client, address) for address in addresses] == before
    assert max(before) <= 20


def test_board_begins_with_the_item_for_input_and_the_console_reminds_where_it_does_not(client, room, leader):
    board, item = room.activities.get(kind="board"), room.items.get(title="Innspill")
    assert item.activity == board
    plan_activities(room, {item: None}, by=leader)
    item.refresh_from_db()
    client.force_login(leader)
    reminder = nb("Here participants give their input, and nothing is on the screen.")
    assert reminder not in words(client.get(console(room)))

    room = go_to(room, item, by=leader, seen=0)
    page = words(client.get(console(room)))
    assert reminder in page
    assert "2 punkter som er over" in page
    press = {"do": "activity", "activity": board.pk, "seen": room.step}
    assertRedirects(client.post(console(room, "live_lead"), press), f"{console(room)}#shown")

    assert reminder not in words(client.get(console(room)))


def test_closed_console_tells_what_came_of_the_meeting(client, room, leader, other_leader, write):
    write("Bussen må stoppe")
    let_facilitate(room, other_leader, by=leader)
    close_room(room, by=leader)
    client.force_login(leader)

    response = client.get(console(room))

    page, html = words(response), response.content.decode()
    for count in ("deltaker var der 1", "lapp på tavla 1", "spørsmål stilt 0", "stemmer i avstemninger 0"):
        assert count in page
    queue = f"{reverse('inputs:index')}?page={room.pk}"
    for address in (queue, f"{reverse('input_list')}?page={room.pk}", room.workshop.url):
        assert f'href="{address}"' in html
    board = room.activities.get(kind="board")
    assert reverse("board_file", args=[room.code, board.pk, "pdf"]) in html
    client.force_login(other_leader)
    assert queue not in client.get(console(room)).content.decode()


def test_wall_shows_what_comes_next_and_at_last_where_the_answers_will_be(client, room, leader):
    wall = reverse("live_wall", args=[room.code])
    assert nb("Welcome") in words(client.get(wall))

    room = go_next(room, by=leader, seen=0)
    assert "Neste Konseptet" in words(client.get(reverse("live_wall_words", args=[room.code])))
    room = go_to(room, room.items.last(), by=leader, seen=room.step)
    room = show_activity(room, None, by=leader, seen=room.step)
    assert nb("This is the last item.") in words(client.get(wall))

    show_activity(room, room.activities.get(kind="board"), by=leader, seen=room.step)
    close_room(room, by=leader)
    page = client.get(wall)
    assert "testserver/innspill/" in words(page)
    assert "data-board-room" not in page.content.decode()
