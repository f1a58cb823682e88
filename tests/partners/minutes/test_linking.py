"""Minutes give tasks, and what a group has left open comes on the agenda of its next meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.groups.membership import remove_member
from partners.minutes.agenda import fetch_open_topics
from partners.minutes.approving import approve_minutes
from partners.tasks.models import Task
from partners.tasks.sources import source_of
from tests.factories import TaskFactory, make_decision

pytestmark = pytest.mark.django_db


def approve(meeting, leader):
    meeting.refresh_from_db()
    return approve_minutes(meeting, by=leader.user, seen=meeting.number)


def test_task_line_of_approved_minutes_becomes_a_task_of_who_is_named(meeting, leader, member, write):
    write(meeting, leader.user, "Vi ble enige.\nOppgave: Bestille hyller @Ola Medlem innen 12.3.2027")

    approve(meeting, leader)

    task = Task.objects.get()
    assert (task.group, task.owner, str(task.due)) == (meeting.group, member.user, "2027-03-12")
    assert task.title.startswith("Bestille hyller")
    source = source_of(task, member)
    assert (source.words, source.url) == (f"Referatet fra {meeting.title}", meeting.get_absolute_url())


def test_approving_twice_makes_one_task(meeting, leader, write):
    write(meeting, leader.user, "Oppgave: Vaske gulvet")

    approve(meeting, leader)
    approve(meeting, leader)

    assert Task.objects.count() == 1


def test_task_of_somebody_who_has_left_is_nobodys(meeting, leader, member, write):
    write(meeting, leader.user, "Oppgave: Vaske gulvet @Ola Medlem")
    remove_member(member, by=leader.user)

    approve(meeting, leader)

    assert Task.objects.get().owner is None


def test_long_task_line_keeps_all_its_words(meeting, leader, write):
    words = "Undersøke " + "mye og mangt " * 20 + "til slutt"
    write(meeting, leader.user, f"Oppgave: {words}")

    approve(meeting, leader)

    assert len(Task.objects.get().title) <= 120
    assert Task.objects.get().text == words


def test_open_decisions_and_late_tasks_come_on_the_agenda_once(meeting, leader):
    make_decision(meeting.group, by=leader.user, title="Skal vi ha verkstedkveld?")
    TaskFactory(group=meeting.group, title="Bestille hyller", due=timezone.localdate() - timedelta(days=1))
    TaskFactory(group=meeting.group, title="Ikke sen", due=timezone.localdate() + timedelta(days=1))

    fetch_open_topics(meeting, by=leader.user)
    fetch_open_topics(meeting, by=leader.user)

    titles = list(meeting.agenda.order_by("pk").values_list("title", flat=True))
    assert titles == ["Beslutning: Skal vi ha verkstedkveld?", "Sen oppgave: Bestille hyller"]
