"""Minutes give tasks and decisions; what a group has left open comes on the agenda of its next meeting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.decisions.errors import InMinutes, NotOpen
from partners.decisions.models import GroupDecision, Outcome
from partners.decisions.outcomes import marker_of, write_outcome
from partners.decisions.voting import vote
from partners.groups.membership import remove_member
from partners.minutes.agenda import fetch_open_topics
from partners.minutes.approving import approve_minutes
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.tasks.models import Task
from partners.tasks.sources import source_of
from portal.mail.models import Letter
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
    assert task.title == "Bestille hyller @Ola Medlem"
    source = source_of(task, member)
    assert (source.words, source.url) == (f"Referatet fra {meeting.title}", meeting.get_absolute_url())


def test_decision_line_becomes_a_decision_with_its_minutes(client, meeting, leader, member, write):
    write(meeting, leader.user, "Vedtak: Vi åpner lørdager @Ola Medlem, ses på igjen 1.6.2027")

    approve(meeting, leader)

    decision = GroupDecision.objects.select_related("outcome").get()
    assert (decision.kind, decision.state, decision.over_since) == ("meeting", "closed", meeting.start)
    assert decision.outcome.text == "Vi åpner lørdager @Ola Medlem, ses på igjen 1.6.2027"
    assert (decision.outcome.owner, str(decision.outcome.review_on)) == (member.user, "2027-06-01")
    assert Letter.objects.waiting().get(kind="decisions.review").to == member.user.email
    minutes = reverse("minutes", args=[meeting.pk])
    client.force_login(member.user)
    for address in (reverse("decision_list", args=["verksted"]), decision.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f'href="{minutes}"' in page
        assert "Vi åpner lørdager" in page
    assert f'href="{decision.get_absolute_url()}"' in client.get(minutes).content.decode()


def test_what_minutes_say_was_decided_is_not_reworded(client, meeting, leader, member, write):
    write(meeting, leader.user, "Vedtak: Vi åpner lørdager")
    approve(meeting, leader)
    decision = GroupDecision.objects.get()

    with pytest.raises(InMinutes):
        write_outcome(decision, text="Vi åpner søndager", by=leader.user)
    client.force_login(leader.user)
    address = f"{decision.get_absolute_url()}utfall/"
    fields = {"seen": marker_of(decision.outcome), "text": "Vi åpner søndager", "owner": member.user.pk}
    assert client.post(address, fields).status_code == 302

    outcome = Outcome.objects.get()
    assert (outcome.text, outcome.owner) == ("Vi åpner lørdager", member.user)


def test_nobody_votes_and_nobody_starts_what_a_meeting_decides(client, meeting, leader, write):
    write(meeting, leader.user, "Vedtak: Ja")
    approve(meeting, leader)
    decision = GroupDecision.objects.get()
    client.force_login(leader.user)

    page = client.get(decision.get_absolute_url()).content.decode()

    assert "data-decision-votes" not in page
    assert "om-stemme__stand" not in page
    assert client.get("/partner/grupper/verksted/beslutninger/ny/meeting/").status_code == 404
    with pytest.raises(NotOpen):
        vote(decision, user=leader.user, answer={"choices": []})


def test_approving_twice_makes_one_of_each(meeting, leader, write):
    write(meeting, leader.user, "Oppgave: Vaske gulvet\nVedtak: Ja\nVedtak: Ja")

    approve(meeting, leader)
    approve(meeting, leader)

    assert (Task.objects.count(), GroupDecision.objects.count()) == (1, 2)


def test_name_of_an_erased_account_goes_from_the_decision_too(meeting, leader, member, write):
    write(meeting, leader.user, "Vedtak: @Ola Medlem har nøkkelen")
    approve(meeting, leader)

    erase_everything(subject_of(member.user))

    decision = GroupDecision.objects.select_related("outcome").get()
    assert decision.title == decision.outcome.text == "@Tidligere deltaker har nøkkelen"


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
