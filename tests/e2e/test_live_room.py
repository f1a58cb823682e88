"""A live meeting: participants on a phone, by keyboard and without a script, who leads, and the wall."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from partners.inputs.models import Input
from portal.chores import forget_changes
from portal.live.models import Change
from tests.accessibility import assert_accessible
from tests.e2e.conftest import LISTEN
from tests.factories import QuestionFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from tests.workshops.live.conftest import AGENDA
from workshops.boards.actions import change_note, take_note_back, write_note
from workshops.boards.arranging import open_dots, reveal, set_up
from workshops.boards.live import BOARD
from workshops.chores import tell_votes
from workshops.live.actions import close_room, go_next, join_room, open_room, show_activity
from workshops.polls.actions import create_poll
from workshops.polls.live import PUSH_EVERY

SOON = 5000
HALF_A_MINUTE = 30_000
IN_TIME = 3000


@pytest.fixture
def room(live_portal):
    start = timezone.now()
    workshop = WorkshopPageFactory(
        title="Dialogmøte", start=start, end=start + timedelta(hours=2), agenda=AGENDA
    )
    for text in ("Hva må til?", "Hva kan du bidra med?"):
        QuestionFactory(page=workshop, text=text)
    return open_room(workshop, by=staff(COORDINATORS))


@pytest.fixture
def at(live_portal, room, new_context):
    """`at("skjerm/")`: a browser of somebody else's at an address of the room."""

    def sit_down(path="", *, user=None, **options):
        context = new_context(**options)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
            )
        page = context.new_page()
        page.goto(f"{live_portal.url}{room.get_absolute_url()}{path}")
        return page

    return sit_down


def come_in(page, name):
    page.fill("[name=name]", name)
    page.get_by_role("button", name="Delta", exact=True).click()
    expect(page.get_by_text(f"Du deltar som {name}")).to_be_visible()
    return page


def connected(page):
    expect(page.locator("html[data-live=open]")).to_be_attached(timeout=SOON)
    return page


def write(page, text):
    page.fill("[data-note-form] [name=text]", text)
    page.get_by_role("button", name="Heng den på tavla").click()


def notes(page):
    return page.locator("[data-list] [data-note] .om-lapp__tekst")


def test_meeting_is_led_to_its_end_and_every_voice_is_on_every_screen(at, room):
    leader = staff(COORDINATORS)
    create_poll(room, kind="single", question="Når?", by=leader, choices=["Til våren", "Til høsten"])
    console = connected(at("styring/", user=leader, viewport={"width": 1024, "height": 768}))
    wall = connected(at("skjerm/", viewport={"width": 1920, "height": 1080}))
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    keys = connected(come_in(at(), "Ugla"))
    plain = come_in(at(java_script_enabled=False), "Måken")
    expect(wall.locator("#lobby-numbers")).to_contain_text("3 deltakere er her", timeout=SOON)

    console.get_by_role("button", name="Begynn").click()
    for page in (console, wall, phone, keys):
        expect(page.locator("#show")).to_contain_text("Velkommen", timeout=SOON)
        expect(page.locator("[data-clock]")).to_contain_text("9:5", timeout=SOON)
    expect(wall.locator(".om-vegg__neste")).to_contain_text("Konseptet", timeout=SOON)
    console.get_by_role("button", name="Vis Arbeidstavle").click()
    console.wait_for_url("**/styring/#shown")
    for page in (wall, phone, keys):
        expect(page.locator("[data-board-room]")).to_be_attached(timeout=SOON)

    write(phone, "Bussen må stoppe")
    keys.locator("[data-note-form] [name=text]").focus()
    keys.keyboard.type("Sykkelparkering under tak")
    while not keys.locator("[data-note-form] button:focus").count():
        keys.keyboard.press("Tab")
    keys.keyboard.press("Enter")
    plain.reload()
    write(plain, "Kafé med utsikt")
    for page in (console, wall, phone, keys):
        expect(notes(page)).to_have_count(3, timeout=SOON)
    expect(notes(plain)).to_have_count(3)

    for page in (console, wall, phone, keys):
        assert_accessible(page)
    console.get_by_role("button", name="Frys tavla").click()
    expect(phone.get_by_text("Tavla er stengt for øyeblikket.")).to_be_visible(timeout=SOON)
    write(phone, "Kom for sent")
    expect(phone.locator("[data-note-error]")).to_be_visible(timeout=SOON)
    expect(phone.locator("[data-note-form] [name=text]")).to_have_value("Kom for sent")
    phone.fill("[data-note-form] [name=text]", "")

    console.get_by_role("button", name="Vis Spørsmål").click()
    for page in (wall, phone, keys):
        expect(page.get_by_role("heading", name="Spørsmål", level=2)).to_be_visible(timeout=SOON)
    keys.fill("[name=text]", "Hvem eier bygget?")
    keys.get_by_role("button", name="Spør", exact=True).press("Enter")
    phone.locator("#questions li", has_text="Hvem eier bygget?").get_by_role("button").click(timeout=SOON)
    for page in (wall, console):
        expect(page.locator(".om-sporsmal li").first).to_contain_text("1 stemme", timeout=SOON)
    console.get_by_role("button", name="Ta det opp nå").click()
    expect(wall.locator(".om-sporsmal__naa")).to_contain_text("Hvem eier bygget?", timeout=SOON)
    console.get_by_role("link", name="Skriv ned svaret").click()
    console.get_by_label("Hva ble svart").fill("Kommunen.")
    console.get_by_role("button", name="Lagre svaret").click()

    console.get_by_role("button", name="Vis Når?").click()
    console.get_by_role("button", name="Åpne og vis for alle").click()
    plain.goto(phone.url)
    for page in (phone, keys, plain):
        page.get_by_label("Til våren").check(timeout=SOON)
        page.get_by_role("button", name="Stem", exact=True).click()
        expect(page.get_by_text("Du har stemt")).to_be_visible(timeout=SOON)
    wall.wait_for_timeout(1000 * PUSH_EVERY.total_seconds())
    tell_votes()  # as a worker does, of votes that came on the heels of others
    for page in (wall, console):
        expect(page.get_by_text("3 har stemt")).to_be_visible(timeout=SOON)
    console.get_by_role("button", name="Lukk avstemningen").click()

    console.locator("summary", has_text="Steng rommet").click()
    console.get_by_role("button", name="Steng og publiser det som ble sagt").click()
    expect(console.locator("#shown .om-tall dd")).to_have_text(["3", "3", "1", "3", "4"], timeout=SOON)
    expect(wall.locator(".om-vegg__takk")).to_be_visible(timeout=SOON)
    for page in (console, wall, phone, keys):
        assert_accessible(page)
    phone.get_by_role("link", name="Innspill fra dette møtet").click()
    expect(phone.locator("#input-results article")).to_have_count(4)
    expect(phone.locator("article", has_text="Hvem eier bygget?")).to_contain_text("Kommunen.")


@pytest.fixture
def on_the_board(room):
    leader = staff(COORDINATORS)
    board = room.activities.get(kind="board")
    show_activity(room, board, by=leader, seen=room.step)
    return leader


def test_phone_without_network_for_half_a_minute_sends_what_waited_once(at, room, on_the_board):
    column = room.activities.get(kind="board").board.columns.first()
    raven = join_room(room, client_id=uuid.uuid4(), name="Ravnen", kind="self")
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    other = connected(come_in(at(), "Ugla"))
    other.evaluate(LISTEN)
    waiting = phone.locator("[data-note-queue] li")
    phone.context.set_offline(True)

    for text in ("Skrevet i tunnelen", "Og en til"):
        write(phone, text)
    others = [f"Lapp {number}" for number in range(12)]
    for text in others:
        write_note(column, text=text, participant=raven, client_id=uuid.uuid4(), language="nb")
        other.wait_for_timeout(HALF_A_MINUTE / len(others))
    expect(waiting).to_contain_text(["venter på å bli sendt"] * 2)
    expect(notes(other)).to_have_text(others)
    phone.context.set_offline(False)

    for page in (phone, other):
        expect(notes(page)).to_have_text([*others, "Skrevet i tunnelen", "Og en til"], timeout=3 * SOON)
    expect(waiting).to_have_count(0)
    assert Input.objects.count() == len(others) + 2
    said = other.evaluate("window.said")
    assert {text.split(maxsplit=1)[1] for _at, text in said} <= {"ny lapp", "nye lapper"}
    assert all(later - sooner > 4900 for (sooner, _), (later, _) in pairwise(said))
    assert len(said) > 3


def cut_off(page):
    """From here on the page's line is dead, which neither side has said; the next one is not."""
    lines, dead = [], set()

    def join(line):
        server = line.connect_to_server()
        lines.append(line)
        line.on_message(lambda text: None if line in dead else server.send(text))
        server.on_message(lambda text: None if line in dead else line.send(text))
        server.on_close(lambda *why: None if line in dead else line.close())

    page.route_web_socket("**/live/socket/**", join)
    page.clock.install()
    page.reload()
    connected(page)
    dead.update(lines)


def test_page_asleep_for_an_hour_is_right_in_three_seconds(at, room, on_the_board):
    """The lid was closed, and it missed more than is kept for those who come back."""
    column = room.activities.get(kind="board").board.columns.first()
    raven = join_room(room, client_id=uuid.uuid4(), name="Ravnen", kind="self")
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    wall = connected(at("skjerm/"))
    for page in (phone, wall):
        cut_off(page)
    written = [
        write_note(column, text=f"Lapp {n}", participant=raven, client_id=uuid.uuid4(), language="nb")
        for n in range(20)
    ]
    for edit in range(520):
        note = written[edit % len(written)]
        change_note(note, text=f"Lapp {edit % len(written)}, endret {edit}", participant=raven)
    take_note_back(written.pop(), participant=raven)
    room.refresh_from_db()
    go_next(room, by=on_the_board, seen=room.step)
    Change.objects.update(written_at=F("written_at") - timedelta(hours=1))
    forget_changes()
    assert BOARD.entrance(column.board_id).number > settings.LIVE_CATCH_UP
    expect(notes(phone)).to_have_count(0)

    for page in (phone, wall):
        page.clock.fast_forward("01:00:00")
        expect(notes(page)).to_have_text([f"Lapp {n}, endret {500 + n}" for n in range(19)], timeout=IN_TIME)
        expect(page.locator("#show")).to_contain_text("Velkommen", timeout=IN_TIME)


def test_how_many_wrote_is_seen_before_what_they_wrote_is_revealed(at, room, on_the_board):
    board = room.activities.get(kind="board").board
    set_up(board, is_private=True, everyone_arranges=False, by=on_the_board)
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    other = connected(come_in(at(), "Ugla"))
    unseen = other.locator("[data-unseen]").first

    write(phone, "Bussen må stoppe")
    expect(unseen).to_have_text("1 lapp fra andre, vises senere", timeout=SOON)
    write(phone, "Sykkelparkering")
    expect(unseen).to_have_text("2 lapper fra andre, vises senere", timeout=SOON)
    expect(notes(other)).to_have_count(0)

    reveal(board, by=on_the_board)
    expect(notes(other)).to_have_text(["Bussen må stoppe", "Sykkelparkering"], timeout=SOON)


def test_notes_are_stacked_by_dragging_and_named_on_every_screen(at, on_the_board):
    phone = connected(come_in(at(), "Fuglen"))
    console = connected(at("styring/", user=on_the_board, viewport={"width": 1280, "height": 1400}))
    for text in ("Buss", "Også buss"):
        write(phone, text)
        expect(console.get_by_text(text, exact=True)).to_be_visible(timeout=SOON)

    first, second = notes(console).first, console.locator("[data-note]").last
    first.drag_to(second)

    expect(console.locator(".om-klynge [data-note]")).to_have_count(2, timeout=SOON)
    expect(phone.locator(".om-klynge [data-note]")).to_have_count(2, timeout=SOON)
    console.get_by_label("Navn på klyngen").fill("Kollektivtrafikk")
    console.get_by_role("button", name="Gi navn").click()
    expect(phone.locator("[data-cluster-name]")).to_have_text("Kollektivtrafikk", timeout=SOON)


def test_markup_in_a_note_fires_nothing_on_any_screen(at, on_the_board):
    phone = connected(come_in(at(), "<b onmouseover=alert(1)>Fugl"))
    wall = connected(at("skjerm/"))
    alerts = []
    for page in (phone, wall):
        page.on("dialog", lambda dialog: alerts.append(dialog.message))
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"

    write(phone, evil)

    for page in (phone, wall):
        expect(notes(page)).to_have_text([evil], timeout=SOON)
    assert alerts == []


def show(room, kind, by):
    room.refresh_from_db()
    show_activity(room, room.activities.get(kind=kind), by=by, seen=room.step)


def test_wall_with_nothing_on_it_yet_says_how_to_begin(at, room, on_the_board):
    wall = connected(at("skjerm/?tema=dark", viewport={"width": 1280, "height": 720}))
    code = wall.locator(".om-vegg__fot .om-vegg__qr")
    first_note = wall.get_by_text("Skann koden med telefonen og heng opp den første lappen.")
    expect(first_note).to_be_visible()
    assert code.bounding_box()["height"] > 300
    assert_accessible(wall)

    write(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"), "Bussen må stoppe")
    expect(notes(wall)).to_have_count(1, timeout=SOON)
    expect(first_note).to_be_hidden()
    assert code.bounding_box()["height"] < 150

    show(room, "questions", on_the_board)
    expect(wall.get_by_text("Skann koden med telefonen og still det første spørsmålet.")).to_be_visible(
        timeout=SOON
    )
    assert_accessible(wall)


def test_phone_follows_the_meeting_unless_something_is_typed(at, room, on_the_board):
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    text = phone.locator("[data-note-form] [name=text]")
    phone.locator("[data-note-form] [name=column]").select_option(index=1)
    write(phone, "Bussen må stoppe")
    expect(notes(phone)).to_have_count(1, timeout=SOON)
    expect(text).to_be_focused()

    show(room, "questions", on_the_board)
    expect(phone.locator("#activity h2").first).to_have_text("Spørsmål", timeout=SOON)
    show(room, "board", on_the_board)
    expect(text).to_be_visible(timeout=SOON)
    text.fill("Halvferdig")
    show(room, "questions", on_the_board)
    expect(phone.get_by_text("Møtet viser «Spørsmål» nå.")).to_be_visible(timeout=SOON)
    phone.get_by_role("link", name="Gå dit").click()
    expect(phone.locator("#activity h2").first).to_have_text("Spørsmål", timeout=SOON)
    show(room, "board", on_the_board)
    expect(text).to_have_value("Halvferdig", timeout=SOON)


def test_phone_follows_after_a_dot(at, room, on_the_board):
    board = room.activities.get(kind="board").board
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    write(phone, "Bussen må stoppe")
    open_dots(board, per_person=3, several_on_one=False, by=on_the_board)
    phone.get_by_role("button", name="Gi en prikk").click(timeout=SOON)
    expect(phone.get_by_text("2 av 3")).to_be_visible(timeout=SOON)

    show(room, "questions", on_the_board)

    expect(phone.locator("#activity h2").first).to_have_text("Spørsmål", timeout=SOON)


def test_closing_takes_the_forms_away_and_breaks_no_page(at, room, on_the_board):
    go_next(room, by=on_the_board, seen=room.step + 1)
    console = connected(at("styring/", user=on_the_board))
    wall = connected(at("skjerm/"))
    phone = connected(come_in(at(viewport={"width": 390, "height": 844}), "Fuglen"))
    errors = []
    for page in (console, wall, phone):
        page.on("pageerror", lambda error: errors.append(str(error)))
    phone.fill("[data-note-form] [name=text]", "Rakk det ikke")

    close_room(room, by=on_the_board)

    expect(phone.locator("[data-note-form]")).to_have_count(0, timeout=SOON)
    expect(phone.get_by_text("Rakk det ikke")).to_be_visible()
    expect(phone.get_by_role("link", name="Innspill fra dette møtet")).to_be_visible()
    expect(wall.locator(".om-vegg__takk")).to_contain_text("/innspill/", timeout=SOON)
    expect(console.locator("#shown .om-tall")).to_contain_text("deltaker var der", timeout=SOON)
    expect(console.get_by_role("link", name="Svar på innspillene")).to_be_visible()
    phone.wait_for_timeout(1500)
    assert errors == []


def test_page_without_script_says_how_one_sees_what_goes_on(at, room):
    plain = come_in(at(java_script_enabled=False), "Måken")

    expect(plain.get_by_role("link", name="Last den på nytt")).to_be_visible()
    expect(plain.get_by_text("kommer det hit av seg selv")).to_be_hidden()
    expect(plain.locator("meta[http-equiv=refresh]")).to_be_attached()
