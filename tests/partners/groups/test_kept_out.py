"""Whom the municipality keeps out goes on reading in their groups, and neither writes nor votes there."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from partners.decisions.models import DecisionVoted
from partners.documents.models import GroupDocument
from partners.tasks.models import Task
from partners.threads.models import Exclusion
from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import DiscussionFactory, GroupMeetingFactory, PersonFactory, TaskFactory, make_decision
from tests.uploads import PDF, file

pytestmark = pytest.mark.django_db
WORDS = "Kommunen har bestemt at du ikke kan delta før"


@pytest.fixture
def kept_out(client, leader, member):
    """The member, signed in, kept out by an address that was written with small letters."""
    member.user.email = "Ola@Example.no"
    member.user.save()
    person = PersonFactory(email="ola@example.no")
    until = timezone.now() + timedelta(days=1)
    Exclusion.objects.create(person=person, by=leader.user, reason="Fordi.", until=until)
    client.force_login(member.user)
    return member


def test_who_is_kept_out_reads_and_is_told(client, group, leader, kept_out):
    decision = make_decision(group, by=leader.user)
    thread, task = DiscussionFactory(group=group), TaskFactory(group=group)
    meeting = GroupMeetingFactory(group=group)
    of_group = ("group_tasks", "group_board", "group_documents", "decision_list", "group_meeting_list")
    pages = [each.get_absolute_url() for each in (group, decision, thread, task, meeting)]
    pages += [reverse(name, args=[group.slug]) for name in (*of_group, "discussion_list")]
    pages.append(reverse("minutes", args=[meeting.pk]))

    until = date_format(timezone.localtime(Exclusion.objects.get().until), "DATETIME_FORMAT")
    for page in pages:
        told = client.get(page).text
        assert (page, WORDS.lower() in told.lower(), until in told) == (page, True, True)
    Exclusion.objects.update(until=timezone.now())
    assert WORDS not in client.get(group.get_absolute_url()).text


def test_who_is_kept_out_does_not_vote(client, group, leader, kept_out):
    decision = make_decision(group, by=leader.user)

    page = client.get(decision.get_absolute_url()).text
    vote = reverse("decision_vote", args=[group.slug, decision.pk])
    client.post(vote, {"choice": decision.options.get(code="consent").pk})

    assert 'name="choice"' not in page
    assert not DecisionVoted.objects.exists()


def test_who_is_kept_out_is_not_asked_to_vote(client, group, leader, kept_out):
    decision = make_decision(group, by=leader.user)
    asked = Letter.objects.filter(kind__in=["decisions.opened", "decisions.reminder"], to=kept_out.user.email)

    assert [kinds.render(letter) for letter in asked] == [None, None]
    assert decision.title not in client.get(reverse("my_page")).text
    Exclusion.objects.update(until=timezone.now())
    assert [decision.title in kinds.render(letter).subject for letter in asked] == [True, True]
    assert decision.title in client.get(reverse("my_page")).text


@pytest.mark.parametrize("place", ["member", "leader"])
def test_who_is_kept_out_writes_nothing(place, client, group, kept_out):
    group.members.filter(pk=kept_out.pk).update(place=place)
    task = TaskFactory(group=group, owner=kept_out.user)
    values = {"title": "Nytt", "text": "Nytt", "client_id": uuid.uuid4(), "state": "done"}

    for name, keys in (
        ("task_new", []),
        ("task_state", [task.pk]),
        ("document_new", []),
        ("discussion_new", []),
        ("decision_write", ["count"]),
    ):
        sent = values | {"file": file("nytt.pdf", PDF)}
        answer = client.post(reverse(name, args=[group.slug, *keys]), sent)
        assert (name, answer.status_code) == (name, 404)

    assert [each.state for each in Task.objects.all()] == ["open"]
    assert not GroupDocument.objects.exists()
    assert not group.discussions.exists() and not group.decisions.exists()
