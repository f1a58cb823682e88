"""Notices by mail: who is written to when, what the letter says, and how it is turned off."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from partners.notices.actions import choose, follow, mark_read
from partners.notices.mailing import write_due
from partners.notices.models import Following, Level, Notice
from partners.organisations.models import Membership
from partners.people.models import Person, Unwanted, User
from portal.mail.delivery import deliver_due
from portal.mail.kinds import render
from portal.mail.message import build
from portal.mail.models import Letter
from tests.factories import MembershipFactory
from tests.partners.notices import clubs
from tests.partners.notices.conftest import post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 10, 10, tzinfo=UTC)
"""A Wednesday, 12.00 in Oslo."""
NEXT_MORNING = NOON + timedelta(hours=20)


def hours(count):
    return NOON + timedelta(hours=count)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def letters():
    return list(Letter.objects.filter(kind="notices.news").order_by("pk"))


def test_who_has_not_chosen_gets_one_letter_in_the_morning(club, kari):
    post(club, kari, at=NOON)
    post(club, kari, kind=clubs.MENTION, at=hours(1))

    assert [write_due(hours(n)) for n in (2, 19.9, 20, 20.1, 44)] == [0, 0, 1, 0, 0]
    [letter] = letters()
    assert (letter.to, len(letter.data["notices"])) == ("kari@example.no", 2)
    assert Notice.objects.filter(mailed_at=None).count() == 0


def test_at_once_comes_by_the_minute_and_together(club, kari):
    choose(kari, by_mail=True, rhythm="at_once")
    post(club, kari, at=NOON)
    post(club, kari, at=NOON)

    assert write_due(NOON + timedelta(minutes=1)) == 1
    assert write_due(NOON + timedelta(minutes=2)) == 0
    post(club, kari, at=NOON + timedelta(minutes=3))
    assert write_due(NOON + timedelta(minutes=4)) == 1


def test_at_once_waits_for_the_end_of_the_quiet_hours(club, kari):
    choose(kari, by_mail=True, rhythm="at_once", quiet_from=12, quiet_to=15)
    post(club, kari, at=NOON)

    assert [write_due(hours(n)) for n in (0.1, 2.9, 3)] == [0, 0, 1]


def test_weekdays_are_those_that_were_chosen(club, kari):
    choose(kari, by_mail=True, rhythm="weekly", weekdays="46", hour=9)
    post(club, kari, at=NOON)

    due = [n for n in range(24 * 9) if write_due(hours(n))]

    # Friday at 09.00; nothing is left for Sunday.
    assert due == [45]


@pytest.mark.parametrize("why", ["never", "closed", "to be erased"])
def test_nobody_is_written_to_who_wants_or_gets_no_mail(club, kari, why):
    post(club, kari, at=NOON)
    if why == "never":
        choose(kari, by_mail=False)
    elif why == "closed":
        User.objects.filter(pk=kari.pk).update(is_active=False)
    else:
        User.objects.filter(pk=kari.pk).update(erase_after=hours(300))

    assert write_due(NEXT_MORNING) == 0


def test_who_wants_mail_again_gets_no_old_news(club, kari):
    choose(kari, by_mail=False)
    post(club, kari, at=NOON - timedelta(days=20))
    post(club, kari, at=NOON)
    choose(kari, by_mail=True)

    write_due(NEXT_MORNING)

    [letter] = letters()
    assert len(letter.data["notices"]) == 1


def test_what_is_read_or_never_goes_by_mail_is_left_out(club, kari):
    post(club, kari, at=NOON)
    mark_read(kari, Notice.objects.all())
    post(club, kari, kind=clubs.DECISION, at=NOON)

    assert write_due(NEXT_MORNING) == 0


def test_what_is_committed_after_its_digest_is_in_the_next(club, kari):
    post(club, kari, at=NOON)
    write_due(NEXT_MORNING)
    post(club, kari, at=hours(19))

    assert [write_due(hours(n)) for n in (20.1, 30, 44)] == [0, 0, 1]
    assert [len(letter.data["notices"]) for letter in letters()] == [1, 1]


def test_as_many_queries_for_three_as_for_one(club, kari, django_assert_num_queries):
    post(club, kari, at=NOON)
    with django_assert_num_queries(12):
        write_due(NEXT_MORNING)
    for _ in range(3):
        post(club, MembershipFactory(organisation=club).user, at=hours(21))

    with django_assert_num_queries(12):
        assert write_due(hours(44)) == 3


def read(letter):
    rendered = render(letter)
    return rendered and rendered.text


def test_letter_tells_by_place_the_newest_last_with_why(club, kari):
    follow(kari, f"club:{club.pk}", because=Following.Because.JOINED)
    for title in ("Første", "Andre"):
        post(club, kari, title=title, at=NOON)
    post(club, kari, kind=clubs.MENTION, title="Du er nevnt", at=hours(1))
    write_due(NEXT_MORNING)

    [letter] = letters()
    text = read(letter)

    assert render(letter).subject == "Nytt i Sykkelklubben"
    assert text.index("2 nye innlegg i Sykkelklubben") < text.index("Du er nevnt i Sykkelklubben")
    assert "Du ble med. Du får varsel om: alt nytt." in text
    assert "Hvorfor får jeg denne, og hvordan endrer jeg det? http://testserver/partner/varsler/valg/" in text
    assert f"http://testserver/partner/varsler/{Notice.objects.get(kind=clubs.MENTION).pk}/" in text


def test_subject_has_no_words_of_what_happened_in_a_place(club, kari):
    other = MembershipFactory(user=kari, organisation__name="Snekkerlaget").organisation
    post(club, kari, title="Hemmelig", at=NOON)
    write_due(NEXT_MORNING)
    post(club, kari, at=hours(21))
    post(other, kari, at=hours(21))
    write_due(hours(44))

    assert [render(letter).subject for letter in letters()] == ["Nytt i Sykkelklubben", "2 nye varsler"]


def test_words_of_a_letter_are_kept_for_nobody(club, kari, smtp_server):
    post(club, kari, title="Hemmelig", at=NOON)
    write_due(NEXT_MORNING)

    with time_machine.travel(NEXT_MORNING, tick=False):
        assert deliver_due() == 1

    [message] = smtp_server.to("kari@example.no")
    [letter] = letters()
    assert "Hemmelig" in message.get_body(["plain"]).get_content()
    assert (letter.text, letter.html, letter.data) == ("", "", {})
    assert read(letter) is None


@pytest.mark.parametrize("lost", ["read", "right", "address"])
def test_letter_says_nothing_that_is_read_or_may_not_be_read_when_it_leaves(club, kari, lost):
    other = MembershipFactory(user=kari, organisation__name="Snekkerlaget").organisation
    post(club, kari, at=NOON)
    post(other, kari, at=NOON)
    write_due(NEXT_MORNING)
    if lost == "read":
        mark_read(kari, Notice.objects.filter(about=f"club:{club.pk}"))
    elif lost == "right":
        Membership.objects.filter(user=kari, organisation=club).delete()
    else:
        User.objects.filter(pk=kari.pk).update(email="ny@example.no")

    text = read(letters()[0])

    if lost == "address":
        assert text is None
    else:
        assert "Snekkerlaget" in text
        assert "Sykkelklubben" not in text


def test_letter_costs_the_same_for_one_and_for_three(club, kari, django_assert_num_queries):
    others = [MembershipFactory(user=kari).organisation for _ in range(2)]
    post(club, kari, at=NOON)
    write_due(NEXT_MORNING)
    for each in (club, *others):
        post(each, kari, at=hours(21))
    write_due(hours(44))
    one, three = letters()
    render(one)

    with django_assert_num_queries(7):
        render(one)
    with django_assert_num_queries(7):
        render(three)


def test_letter_is_turned_off_by_one_click_and_on_again(club, kari):
    post(club, kari, at=NOON)
    write_due(NEXT_MORNING)
    [letter] = letters()
    message = build(letter, render(letter))
    address = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    mailbox = Client(enforce_csrf_checks=True)

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Vil du slå av" in mailbox.get(address).content.decode()
    assert Unwanted.objects.count() == 0
    assert mailbox.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert list(Unwanted.objects.values_list("person__email", "topic")) == [("kari@example.no", "notices")]
    assert read(letter) is None
    post(club, kari, at=hours(21))
    assert write_due(hours(44)) == 0
    mailbox.post(address, {"action": "on"})
    assert write_due(hours(44.1)) == 1


def test_letter_held_up_until_the_quiet_hours_waits_for_their_end(club, kari, smtp_server):
    post(club, kari, at=NOON)
    write_due(NEXT_MORNING)
    choose(kari, by_mail=True, quiet_from=10, quiet_to=16)
    with time_machine.travel(hours(23), tick=False):
        assert deliver_due() == 0

    [letter] = letters()
    assert (letter.send_after, letter.attempts, letter.state) == (hours(28), 0, Letter.State.WAITING)
    with time_machine.travel(hours(28), tick=False):
        assert deliver_due() == 1


def test_somebody_without_a_person_can_turn_letters_off_too(club, kari):
    assert not Person.objects.filter(email="kari@example.no").exists()
    post(club, kari, at=NOON)

    write_due(NEXT_MORNING)

    assert render(letters()[0]).off_url


def test_levels_are_asked_when_the_fact_happens(club, kari):
    choose(kari, by_mail=True, levels={f"club:{club.pk}": Level.NONE})

    assert post(club, kari, at=NOON) == []


@pytest.mark.race
@pytest.mark.parametrize("rhythm", ["at_once", "daily"])
def test_two_workers_at_once_write_one_letter(committed_db, rhythm):
    members = [MembershipFactory().user for _ in range(5)]
    for user in members:
        choose(user, by_mail=True, rhythm=rhythm)
        for membership in user.memberships.all():
            post(membership.organisation, user, at=NOON)
            post(membership.organisation, user, kind=clubs.MENTION, at=NOON)
    together, written = threading.Barrier(4), []

    def work():
        together.wait()
        written.append(write_due(NEXT_MORNING))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    told = [pk for letter in letters() for pk in letter.data["notices"]]
    assert sum(written) == len(letters())
    assert sorted(told) == sorted(Notice.objects.values_list("pk", flat=True))
    assert not Notice.objects.to_mail().exists()
