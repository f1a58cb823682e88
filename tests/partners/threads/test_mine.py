"""A person's part in threads: told, erased and moved; what stays is a case document without a name."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from partners.people.actions import claim, person_for
from partners.people.closing import close_account, erase_account
from partners.people.reach import reach_of
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from partners.threads.actions import follow, post_reply, report, vote
from partners.threads.models import Exclusion, Follow, Mention, Reply, Report, Vote
from partners.threads.moderating import exclude
from partners.threads.rules import may_take_part
from tests.factories import InputFactory, UserFactory
from tests.traces import found

NAME = "Sporløs Nordmannsen"
WEEK = timedelta(days=7)


@pytest.fixture
def kari(db):
    user = UserFactory(name=NAME, email="sporlos@example.no")
    claim(user, email=user.email)
    return user


@pytest.fixture
def life(kari, input, per, coordinator):
    """What one can leave behind in threads."""
    reply = post_reply(input, by=kari, text="Jeg sa dette.")
    post_reply(input, by=per, text=f"@{NAME}: når da?")
    vote(input, by=kari, value="disagree", turn=0)
    follow(InputFactory(), by=kari)
    report(input, by=kari, reason="rude", text="Se på dette.")
    exclude(email=kari.email, reason="Hets", until=timezone.now() + WEEK, by=coordinator)
    return reply


def test_copy_tells_all_of_it(kari, life):
    told = {chapter.key: chapter for chapter in chapters_about(subject_of(kari))}

    said = [fact.words for key in ("replies", "votes", "reports") for row in told[key].rows for fact in row]
    assert {"Jeg sa dette.", "Uenig", NAME, "Se på dette.", "Hets"} <= set(said)


def test_erasing_leaves_words_without_a_name(kari, life):
    close_account(kari)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert erase_account(kari.pk)

    life.refresh_from_db()
    assert (life.text, life.author, life.is_forgotten) == ("Jeg sa dette.", None, True)
    assert Reply.objects.filter(text__contains="når da?").get().text == "@Tidligere deltaker: når da?"
    assert [model.objects.count() for model in (Mention, Vote, Exclusion)] == [0, 0, 0]
    assert Report.objects.get().reporter is None
    assert not Follow.objects.filter(user=kari.pk).exists()
    assert (found(NAME), found("sporlos@example.no")) == (set(), {"portal_letter.to"})


def test_exclusion_follows_to_a_new_address(kari, coordinator):
    exclude(email=kari.email, reason="Hets", until=timezone.now() + WEEK, by=coordinator)

    claim(kari, email="ny@example.no")

    assert Exclusion.objects.get().person == person_for("ny@example.no")
    assert not may_take_part(kari)


def test_coordinator_reads_whether_somebody_is_kept_out(kari, coordinator):
    exclude(email=kari.email, reason="Hets", until=timezone.now() + WEEK, by=coordinator)

    lines = {line.label: line for part in reach_of(kari) for line in part.lines}

    assert lines["Kan svare, kommentere og stemme"].answer == "Nei"
