"""One's own part in meetings: in the copy of one's data, and when an account is erased."""

import uuid

import pytest
from django.utils.translation import override

from partners.minutes.actions import answer_meeting
from partners.minutes.agenda import add_item
from partners.minutes.approving import approve_minutes, correct_minutes
from partners.minutes.models import MeetingAnswer
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(meeting, leader, member, write):
    """Minutes in which the member is to do something, and has written a note."""
    answer_meeting(meeting, by=member.user, comes="yes")
    add_item(meeting, by=leader.user, title="Skilt", who=member.user)
    write(meeting, leader.user, "Oppgave: Mal skiltet @ola medlem innen 12.3.\n")
    approve_minutes(meeting, by=leader.user, seen=1)
    correct_minutes(meeting, by=member.user, text="Feil dato", client_id=uuid.uuid4())
    meeting.refresh_from_db()
    return meeting


def test_copy_holds_answers_notes_and_tasks(approved, member):
    with override("nb"):
        chapters = {chapter.key: chapter for chapter in chapters_about(subject_of(member.user))}

    told = [fact.value for row in chapters["group_meetings"].rows for fact in row]
    assert {"yes", "Feil dato", "Mal skiltet @ola medlem innen 12.3.", "Skilt"} <= set(told)


def test_erased_person_leaves_the_minutes_without_the_name(approved, leader, member):
    erase_everything(subject_of(member.user))

    approved.refresh_from_db()
    line, note = approved.marked_lines.get(), approved.corrections.get()
    assert approved.minutes == "Oppgave: Mal skiltet @Tidligere deltaker innen 12.3."
    assert (line.owner, line.owner_name, line.text) == (
        None,
        "",
        "Mal skiltet @Tidligere deltaker innen 12.3.",
    )
    assert (note.author, note.author_name, note.text) == (None, "", "Feil dato")
    assert approved.agenda.get().who is None
    assert not MeetingAnswer.objects.exists()


def test_erased_leader_is_named_as_approver_no_more(approved, leader):
    erase_everything(subject_of(leader.user))

    approved.refresh_from_db()
    assert (approved.approved_by, approved.approver_name, approved.is_approved) == (None, "", True)
