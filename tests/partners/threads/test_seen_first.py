"""A page where the municipality sees what is said before others do: nothing leaks, nothing is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.comments.actions import (
    Said,
    change_comment,
    confirm_comment,
    give_comment,
    hold_comment,
    take_back,
)
from partners.comments.models import EarlierText
from partners.comments.periods import set_period
from partners.comments.places import block_id, find_place
from partners.comments.tokens import token_of
from partners.inputs.actions import answer_input, hide_input, unhide_input
from partners.inputs.errors import InputError
from partners.inputs.live import may_enter
from partners.inputs.models import Input
from partners.inputs.waiting import waiting_marker
from partners.threads.actions import delete_reply, edit_reply, post_reply, report, vote
from partners.threads.errors import MayNot
from partners.threads.models import Reply
from partners.threads.redacting import redact
from partners.threads.seeing import look_through, show_again
from portal.live.models import Change
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import PersonFactory, UserFactory
from tests.home.pages import BODY, concept, concepts
from tests.staff import COORDINATORS, facts, queries_of, signed_in, staff

pytestmark = pytest.mark.django_db
QUEUE = "/admin/samtaler/"


@pytest.fixture
def house():
    house = concept(concepts(), slug="ombrukshuset", body=BODY)
    house.save_revision().publish()
    return type(house).objects.get(pk=house.pk)


@pytest.fixture
def place(house):
    return find_place(house.pk, block_id(house.body[0]))


@pytest.fixture
def lead():
    return staff(COORDINATORS)


@pytest.fixture
def see_first(house, lead):
    """`see_first()`: from now on the municipality sees what is said of the page before others do."""

    def choose(is_on=True):
        dates = {"opens_at": None, "closes_at": None, "phase": "", "phase_en": ""}
        set_period(house, **dates, seen_first=is_on, by=lead)

    return choose


@pytest.fixture
def kari():
    user = UserFactory(email="kari@example.no", name="Kari Eksempel")
    return PersonFactory(email=user.email, user=user).user


@pytest.fixture
def comment(place, kari):
    def give(text="Hva med en tredje runde?", by=kari):
        return give_comment(place, said=Said(text=text, name=by.name), person=by.person)

    return give


def key(thing):
    return ("svar" if isinstance(thing, Reply) else "innspill", thing.pk)


def look(*things, approve=True, by, reason="Regel 2"):
    for thing in things:
        thing.refresh_from_db()
    seen = {key(thing): waiting_marker(thing) for thing in things}
    return look_through(things, approve=approve, seen=seen, by=by, reason=reason)


def kinds():
    return sorted(Letter.objects.exclude(kind="inputs.receipt").values_list("kind", "to"))


def public_addresses(house, place, input):
    return {
        "list": "/innspill/",
        "search": "/sok/?q=runde",
        "feed": "/innspill/svar.atom",
        "thread": place.url,
        "concept": house.get_url(),
        "front": "/",
    }


def test_new_comment_is_nowhere_before_it_is_seen(client, see_first, comment, place, house, lead, kari):
    see_first()
    waiting = comment("Tredjerundeordet")

    for address in public_addresses(house, place, waiting).values():
        html = client.get(address).content.decode()
        assert "Tredjerundeordet" not in html, address
        assert "1 kommentar" not in html, address
    assert client.get(waiting.get_absolute_url()).status_code == 404
    assert not may_enter(UserFactory(), str(waiting.pk))
    client.force_login(lead)
    for file_format in ("csv", "json"):
        export = client.get(reverse("inputs:export", args=[file_format]))
        assert b"Tredjerundeordet" not in b"".join(export) + getattr(export, "content", b"")
    assert "1 kommentar" not in facts(client.get(house.get_url()))


def test_giver_is_told_before_and_sees_theirs_marked(client, see_first, place, kari):
    see_first()
    client.force_login(kari)
    assert "Kommunen ser kommentarer her før andre." in facts(client.get(place.url))
    data = {"kind": "comment", "text": "Min mening", "visibility": "everyone", "shown_as": "name"}

    sent = client.post(place.url, data, follow=True)

    for html in (facts(sent), facts(client.get(place.url)), facts(client.get("/min-side/"))):
        assert "Min mening" in html
        assert "enter på å bli sett av kommunen" in html
    assert Input.objects.get().status == "waiting"
    assert "Andre kan lese det når kommunen har sett det" in render(Letter.objects.get()).text


def test_page_without_the_setting_shows_at_once(comment, client, place):
    given = comment("Med en gang")

    assert (given.status, given.waiting_since) == ("new", None)
    assert "Med en gang" in facts(client.get(place.url))
    assert "Kommunen ser kommentarer her før andre." not in facts(client.get(place.url))


def test_coordinators_own_comment_does_not_wait(see_first, comment, lead):
    PersonFactory(email=lead.email, user=lead)
    see_first()

    assert comment(by=lead).status == "new"


def test_guests_confirmed_comment_waits_too(client, see_first, place):
    see_first()
    held = hold_comment(place, said=Said(text="Fra en gjest", name="Ola"), email="ola@example.no")
    address = reverse("comment_confirm", args=[token_of(held.client_id)])
    assert "Kommunen ser kommentarer her før andre." in facts(client.get(address))

    page = facts(client.post(address))

    assert "Andre kan lese det når kommunen har sett det." in page
    assert Input.objects.get().status == "waiting"
    assert confirm_comment(token_of(held.client_id)).input.is_waiting


def test_approved_comment_is_shown_and_its_giver_told_once(client, see_first, comment, place, lead, kari):
    see_first()
    first, second = comment("Første"), comment("Andre")

    assert look(first, second, by=lead) == ([first, second], [])
    assert look(first, by=lead)[1] == [first]

    assert "Første" in facts(client.get(place.url))
    assert kinds() == [("inputs.approved", kari.email)]
    letter = render(Letter.objects.get(kind="inputs.approved"))
    assert "Første" in letter.text
    assert "Andre" in letter.html
    assert "Sett av kommunen og vist" in facts(client.get(first.get_absolute_url()))
    log = ModelLogEntry.objects.for_instance(first).values_list("action", flat=True)
    assert "partners.input.approve" in log


def test_declined_comment_is_hidden_and_its_giver_gets_reason_and_text(
    client, see_first, comment, lead, kari
):
    see_first()
    waiting = comment("Stygge ord")

    look(waiting, approve=False, by=lead, reason="Navngir noen")

    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == ("hidden", None)
    letter = render(Letter.objects.get(kind="inputs.hidden"))
    assert letter.subject == "Innspillet ditt vises ikke"
    for words in ("Navngir noen", "Stygge ord"):
        assert words in letter.text
    client.force_login(kari)
    assert "Stygge ord" in facts(client.get("/min-side/"))
    client.logout()
    assert client.get(waiting.get_absolute_url()).status_code == 404


def test_declined_comment_can_be_shown_after_all(see_first, comment, lead):
    see_first()
    waiting = comment()
    look(waiting, approve=False, by=lead)

    unhide_input(waiting, by=lead)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == ("new", None)


def test_hiding_a_waiting_one_takes_it_out_of_the_queue(see_first, comment, lead):
    see_first()
    waiting = comment()

    hide_input(waiting, reason="Regel 2", by=lead)

    assert not Input.objects.to_be_seen().exists()


def test_nobody_answers_votes_replies_or_reports_before_it_is_seen(see_first, comment, lead, kari):
    see_first()
    waiting = comment()

    with pytest.raises(InputError):
        answer_input(waiting, status="adopted", text="Ja.", by=lead)
    for act in (
        lambda: post_reply(waiting, by=kari, text="Hei"),
        lambda: vote(waiting, by=lead, value="agree", turn=0),
        lambda: report(waiting, by=lead, reason="rude"),
    ):
        with pytest.raises(MayNot):
            act()


def test_reply_waits_and_writes_no_letter_before_it_is_seen(client, see_first, comment, lead, kari):
    shown = comment()
    mentioned = UserFactory(name="Silje Lunde", email="silje@example.no")
    post_reply(shown, by=mentioned, text="Jeg er med.")
    Letter.objects.all().delete()
    see_first()
    per = UserFactory(name="Per Vik", email="per@example.no")

    told_before = Change.objects.count()

    reply = post_reply(shown, by=per, text="@Silje Lunde, hva mener du om tåkeluren?")

    assert (reply.state, kinds()) == ("waiting", [])
    assert Change.objects.count() == told_before
    for reader in (None, mentioned, kari):
        if reader:
            client.force_login(reader)
        assert "tåkeluren" not in facts(client.get(shown.get_absolute_url()))
        assert client.get(reverse("reply_report", args=[reply.pk])).status_code != 200
    client.force_login(per)
    page = facts(client.get(shown.get_absolute_url()))
    assert "tåkeluren" in page
    assert "Venter på å bli sett av kommunen" in page

    look(reply, by=lead)

    assert Change.objects.count() == told_before + 1
    assert kinds() == [
        ("threads.mentioned", "silje@example.no"),
        ("threads.moderated", "per@example.no"),
        ("threads.replies", kari.email),
    ]
    assert "tåkeluren" in render(Letter.objects.get(kind="threads.replies")).text
    client.logout()
    assert "tåkeluren" in facts(client.get(shown.get_absolute_url()))


def test_letter_about_replies_has_one_that_was_seen_late_once(see_first, comment, lead, kari):
    shown = comment()
    see_first()
    early = post_reply(shown, by=UserFactory(), text="Tidlig svar")
    post_reply(shown, by=lead, text="Kommunens svar")
    letter = Letter.objects.get(kind="threads.replies", to=kari.email)
    assert "Tidlig svar" not in render(letter).text
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.SENT, sent_at=timezone.now() - timedelta(hours=2)
    )

    look(early, by=lead)

    late = render(Letter.objects.get(kind="threads.replies", to=kari.email, state=Letter.State.WAITING)).text
    assert "Tidlig svar" in late
    assert "Kommunens svar" not in late


def test_declined_reply_leaves_no_trace_to_others_and_its_author_keeps_the_words(
    client, see_first, comment, lead
):
    shown = comment()
    see_first()
    per = UserFactory(email="per@example.no")
    reply = post_reply(shown, by=per, text="Stygge ord")

    look(reply, approve=False, by=lead, reason="Regel 2")

    assert "Regel 2" not in facts(client.get(shown.get_absolute_url()))
    letter = render(Letter.objects.get(kind="threads.moderated"))
    assert letter.subject == "Svaret ditt vises ikke"
    for words in ("Stygge ord", "Regel 2"):
        assert words in letter.text
    client.force_login(per)
    page = facts(client.get(shown.get_absolute_url()))
    assert "Stygge ord" in page
    assert "Ikke vist til andre av kommunen: Regel 2" in page


def test_declined_reply_that_is_shown_after_all_writes_the_letters_then(see_first, comment, lead, kari):
    shown = comment()
    see_first()
    reply = post_reply(shown, by=UserFactory(), text="Likevel greit")
    look(reply, approve=False, by=lead)

    show_again(reply, by=lead)

    reply.refresh_from_db()
    assert reply.is_shown
    assert ("threads.replies", kari.email) in kinds()


def test_waiting_reply_is_deleted_without_a_trace(see_first, comment):
    shown = comment()
    see_first()
    per = UserFactory()
    reply = post_reply(shown, by=per, text="Angrer")

    delete_reply(reply, by=per)

    assert not Reply.objects.exists()


def test_text_of_a_waiting_comment_changes_in_place_and_the_old_decision_does_not_fit(
    see_first, comment, lead, kari
):
    see_first()
    waiting = comment("Snilt")
    seen = {key(waiting): waiting_marker(waiting)}
    Input.objects.update(created_at=timezone.now() - timedelta(hours=1))

    change_comment(waiting, text="Slemt", by=kari)
    done, left = look_through([waiting], approve=True, seen=seen, by=lead)

    assert (done, [each.pk for each in left]) == ([], [waiting.pk])
    assert Input.objects.get().status == "waiting"
    # What nobody has read is no earlier text.
    assert not EarlierText.objects.exists()


def test_new_text_of_a_shown_comment_waits_while_the_shown_one_stands(
    client, see_first, comment, place, lead, kari
):
    see_first()
    given = comment("Snilt")
    look(given, by=lead)

    change_comment(given, text="Slemt", by=kari)

    assert "Slemt" not in facts(client.get(place.url))
    assert "Snilt" in facts(client.get(place.url))
    client.force_login(kari)
    assert "Slemt" in facts(client.get(place.url))
    client.logout()

    look(given, by=lead)

    assert "Slemt" in facts(client.get(place.url))
    assert [each.text for each in EarlierText.objects.all()] == ["Snilt"]


def test_new_text_that_is_not_shown_is_kept_for_its_giver(client, see_first, comment, place, lead, kari):
    see_first()
    given = comment("Snilt")
    look(given, by=lead)
    change_comment(given, text="Slemt", by=kari)

    look(given, approve=False, by=lead, reason="Regel 2")

    assert "Snilt" in facts(client.get(place.url))
    assert not Input.objects.to_be_seen().exists()
    letter = render(Letter.objects.get(kind="threads.moderated"))
    for words in ("Slemt", "Regel 2"):
        assert words in letter.text
    client.force_login(kari)
    form = client.get(reverse("comment_change", args=[given.pk])).context["form"]
    assert form["text"].value() == "Slemt"


def test_new_text_of_a_shown_reply_waits_while_the_shown_one_stands(client, see_first, comment, lead):
    shown = comment()
    per = UserFactory()
    reply = post_reply(shown, by=per, text="Snilt")
    see_first()

    edit_reply(reply, text="Slemt", by=per)
    before = facts(client.get(shown.get_absolute_url()))
    look(reply, by=lead)
    after = facts(client.get(shown.get_absolute_url()))

    assert ("Snilt" in before, "Slemt" in before) == (True, False)
    assert ("Snilt" in after, "Slemt" in after) == (False, True)
    assert [each.text for each in reply.earlier_texts.all()] == ["Snilt"]


def test_what_waits_stays_when_the_setting_is_taken_away(see_first, comment, lead):
    see_first()
    waiting = comment()
    see_first(False)

    waiting.refresh_from_db()
    assert waiting.is_waiting
    assert not comment("Etterpå").is_waiting


def test_waiting_comment_is_taken_back(see_first, comment, kari):
    see_first()

    assert take_back(comment(), by=kari) is None
    assert not Input.objects.exists()


def test_words_that_wait_are_redacted(see_first, comment, lead, kari):
    see_first()
    given = comment("Snilt")
    look(given, by=lead)
    change_comment(given, text="Ring Kari på 99999999", by=kari)

    redact(given, words="99999999", reason="personopplysning", by=lead)

    given.refresh_from_db()
    assert "99999999" not in given.waiting_text


def test_queue_shows_many_and_they_are_decided_together(client, see_first, comment, kari):
    shown = comment("Vist fra før")
    see_first()
    waiting, reply = comment("Ventende kommentar"), post_reply(shown, by=kari, text="Ventende svar")
    signed_in(client, COORDINATORS)
    page = client.get(QUEUE)
    for words in ("Ventende kommentar", "Ventende svar", "Venter: ny kommentar", "Venter: nytt svar"):
        assert words in facts(page)
    assert "2 kommentarer eller svar venter på å bli sett" in facts(client.get("/admin/"))
    markers = {
        f"seen_innspill-{waiting.pk}": waiting_marker(waiting),
        f"seen_svar-{reply.pk}": waiting_marker(reply),
    }
    ticked = {"things": [f"innspill-{waiting.pk}", f"svar-{reply.pk}"]} | markers

    refused = client.post(QUEUE, ticked | {"decision": "decline", "reason": ""})
    done = client.post(QUEUE, ticked | {"decision": "approve"})

    assert (refused.status_code, done.status_code) == (422, 302)
    waiting.refresh_from_db()
    reply.refresh_from_db()
    assert (waiting.status, reply.state) == ("new", "shown")
    late = client.post(QUEUE, ticked | {"decision": "decline", "reason": "Mine ord"})
    assert late.status_code == 422
    assert "Ingenting venter på å bli sett" in facts(late)


def test_decision_on_what_has_changed_comes_back_with_the_reason_kept(client, see_first, comment, kari):
    see_first()
    waiting = comment("Snilt")
    seen = {f"seen_innspill-{waiting.pk}": waiting_marker(waiting)}
    change_comment(waiting, text="Slemt", by=kari)
    signed_in(client, COORDINATORS)
    data = {"things": [f"innspill-{waiting.pk}"], "decision": "decline", "reason": "Mine ord"} | seen

    answer = client.post(QUEUE, data)

    assert answer.status_code == 422
    for words in ("Slemt", "Mine ord", "i mellomtiden"):
        assert words in facts(answer)


def test_queue_costs_the_same_however_many_wait(client, see_first, comment, kari):
    shown = comment("Vist fra før")
    see_first()
    comment("En")
    post_reply(shown, by=kari, text="Et svar")
    signed_in(client, COORDINATORS)
    with_one = queries_of(client, QUEUE)
    for number in range(3):
        comment(f"Til {number}")
        post_reply(shown, by=UserFactory(), text=f"Svar {number}")

    assert queries_of(client, QUEUE) <= with_one


def test_setting_stands_beside_the_dates(client, house):
    signed_in(client, COORDINATORS)
    address = reverse("comments_desk:period", args=[house.pk])
    assert "innspill vises når kommunen har sett dem" in facts(client.get(address)).lower()

    client.post(address, {"seen_first": "on"})

    assert "Når de er sett" in facts(client.get(reverse("comments_desk:index")))
