"""Meetings of a group: called by letter, moved, cancelled, answered; their agenda, and minutes approved."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from partners.groups.actions import archive_group
from partners.groups.membership import join, leave
from partners.groups.models import WorkingGroup
from partners.minutes import marks
from partners.minutes.actions import answer_meeting, call_meeting, cancel_meeting, change_meeting
from partners.minutes.agenda import add_item, fetch_open_topics, move_item, remove_item
from partners.minutes.approving import approve_minutes, correct_minutes
from partners.minutes.errors import Changed, Frozen, MayNot
from partners.minutes.marks import marked_lines, marks_in
from partners.minutes.models import GroupMeeting
from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import DiscussionFactory, GroupMeetingFactory, PostFactory, UserFactory, in_days

pytestmark = pytest.mark.django_db
LINK = "https://video.example/rom"


def called(leader, **values):
    fields = {
        "title": "Gruppemøte",
        "start": in_days(7, hour=18),
        "end": in_days(7, hour=20),
        "place": "Verkstedet",
    }
    fields |= {"video_link": LINK, "client_id": uuid.uuid4()} | values
    return call_meeting(leader.group, by=leader.user, **fields)


def event_of(letter):
    calendar = Calendar.from_ical(kinds.render(letter).calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def letters(kind, **filters):
    return list(Letter.objects.filter(kind=f"minutes.{kind}", **filters).order_by("to"))


def test_everyone_is_called_once_with_an_entry_and_reminded_the_day_before(leader, member, observer):
    client_id = uuid.uuid4()

    meetings = [called(leader, client_id=client_id) for _time in range(2)]

    assert {each.pk for each in meetings} == {GroupMeeting.objects.get().pk}
    to = sorted(each.user.email for each in (leader, member, observer))
    assert [letter.to for letter in letters("called")] == to
    reminders = letters("reminder")
    assert [letter.to for letter in reminders] == to
    assert {timezone.localtime(letter.send_after).hour for letter in reminders} == {9}
    assert {(meetings[0].start.date() - letter.send_after.date()).days for letter in reminders} == {1}
    method, event = event_of(letters("called", to=member.user.email)[0])
    assert (method, str(event["attendee"]), event["sequence"]) == (
        "REQUEST",
        f"mailto:{member.user.email}",
        0,
    )
    assert event["dtstart"].params["TZID"] == "Europe/Oslo"
    assert event["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert LINK in str(event["description"])


def test_change_and_cancellation_have_the_same_uid_and_a_higher_sequence(leader, member):
    meeting = called(leader)
    _method, first = event_of(letters("called", to=member.user.email)[0])
    moved = {"start": in_days(9, hour=18), "end": in_days(9, hour=20)}
    change_meeting(meeting, seen=0, by=leader.user, **moved)
    change_meeting(meeting, seen=1, by=leader.user, place="Verkstedet")
    method, changed = event_of(letters("changed", to=member.user.email)[0])

    cancel_meeting(meeting, by=leader.user)
    cancel_meeting(meeting, by=leader.user)
    cancel_method, cancelled = event_of(letters("cancelled", to=member.user.email)[0])

    assert [method, cancel_method] == ["REQUEST", "CANCEL"]
    assert [each["sequence"] for each in (first, changed, cancelled)] == [0, 1, 2]
    assert len({str(each["uid"]) for each in (first, changed, cancelled)}) == 1
    assert cancelled["status"] == "CANCELLED"
    assert set(Letter.objects.waiting().values_list("kind", flat=True)) == {"minutes.cancelled"}


def test_of_two_who_change_a_meeting_at_once_the_second_is_told(leader, meeting):
    change_meeting(meeting, seen=0, by=leader.user, place="Biblioteket")

    with pytest.raises(Changed):
        change_meeting(meeting, seen=0, by=leader.user, place="Kafeen")

    assert change_meeting(meeting, seen=0, by=leader.user, place="Biblioteket").sequence == 1
    assert change_meeting(meeting, seen=1, by=leader.user, place="Kafeen").sequence == 2


def test_meetings_to_come_of_a_group_that_is_archived_are_called_off(leader, member):
    held = GroupMeetingFactory(group=leader.group, start=in_days(-2), end=in_days(-1))
    meeting = called(leader)

    for _ in range(2):
        archive_group(leader.group, by=leader.user)

    held.refresh_from_db()
    meeting.refresh_from_db()
    assert (held.is_cancelled, meeting.is_cancelled) == (False, True)
    (letter,) = letters("cancelled", to=member.user.email)
    method, event = event_of(letter)
    assert (method, event["sequence"], event["status"]) == ("CANCEL", 1, "CANCELLED")


def test_who_has_answered_is_asked_anew_about_another_time_only(leader, member):
    meeting = called(leader)
    answer_meeting(meeting, by=member.user, comes="yes")
    change_meeting(meeting, seen=0, by=leader.user, place="Biblioteket")
    stays = event_of(letters("changed", to=member.user.email)[-1])[1]["attendee"].params["PARTSTAT"]

    change_meeting(meeting, seen=1, by=leader.user, start=in_days(9, hour=18), end=in_days(9, hour=20))

    letter = Letter.objects.filter(kind="minutes.changed", to=member.user.email).latest("pk")
    asked = event_of(letter)[1]["attendee"].params["PARTSTAT"]
    assert (stays, asked, meeting.answers.count()) == ("ACCEPTED", "NEEDS-ACTION", 0)
    assert "Svar og se sakslisten" in kinds.render(letter).text


def test_reminder_is_sent_only_while_it_is_tomorrow_and_the_group_at_work(leader):
    meeting = called(leader)
    (letter,) = letters("reminder")
    assert kinds.render(letter) is not None

    with time_machine.travel(meeting.start - timedelta(minutes=1)):
        assert kinds.render(letter) is None
    archive_group(meeting.group, by=leader.user)
    assert kinds.render(letter) is None


def test_who_has_left_gets_no_letter(leader, member):
    called(leader)

    leave(member)

    assert kinds.render(letters("called", to=member.user.email)[0]) is None


def test_who_joins_is_called_to_what_is_to_come_once(leader, member):
    coming, off, over = called(leader), called(leader), called(leader)
    cancel_meeting(off, by=leader.user)
    GroupMeeting.objects.filter(pk=over.pk).update(start=in_days(-2), end=in_days(-1))
    WorkingGroup.objects.update(joining="open")
    nora = UserFactory(name="Nora Ny")

    for _time in range(2):
        join(leader.group, user=nora, language="nb")

    (letter,) = letters("called", to=nora.email)
    assert letter.about == f"group_meeting:{coming.pk}"
    method, event = event_of(letter)
    assert (method, str(event["attendee"])) == ("REQUEST", f"mailto:{nora.email}")
    assert len(letters("reminder", to=nora.email)) == 1


def test_who_leaves_has_the_meeting_taken_out_of_their_calendar(leader, member):
    meeting = called(leader, title="Hemmelig tema")
    _method, invitation = event_of(letters("called", to=member.user.email)[0])

    leave(member)

    (letter,) = letters("withdrawn")
    method, event = event_of(letter)
    assert (letter.to, method, event["status"]) == (member.user.email, "CANCEL", "CANCELLED")
    assert (event["uid"], event["sequence"]) == (invitation["uid"], invitation["sequence"])
    told = kinds.render(letter)
    for word in ("Hemmelig", LINK, "Verkstedet"):
        assert word not in told.text + told.html + told.calendar.replace("Verksted og reparasjon", "")
    WorkingGroup.objects.update(joining="open")
    join(meeting.group, user=member.user, language="nb")
    assert kinds.render(letter) is None
    again = letters("called", to=member.user.email)
    assert [kinds.render(each) is not None for each in again] == [False, True]


def test_answers_count_the_latest_until_it_is_over(leader, member, observer, outsider):
    meeting = called(leader)

    answer_meeting(meeting, by=member.user, comes="yes")
    answer_meeting(meeting, by=member.user, comes="no")
    answer_meeting(meeting, by=observer.user, comes="maybe")

    assert sorted(meeting.answers.values_list("user", "comes")) == sorted(
        [(member.user.pk, "no"), (observer.user.pk, "maybe")]
    )
    GroupMeeting.objects.update(start=in_days(-2), end=in_days(-1))
    for user in (member.user, outsider):
        with pytest.raises(MayNot):
            answer_meeting(meeting, by=user, comes="yes")


def test_only_leaders_call_change_and_cancel(leader, member, meeting):
    for act in (
        lambda: (
            called(leader, client_id=uuid.uuid4())
            and call_meeting(
                leader.group,
                by=member.user,
                client_id=uuid.uuid4(),
                title="x",
                start=in_days(1),
                end=in_days(2),
            )
        ),
        lambda: change_meeting(meeting, seen=0, by=member.user, title="x"),
        lambda: cancel_meeting(meeting, by=member.user),
        lambda: approve_minutes(meeting, by=member.user, seen=0),
    ):
        with pytest.raises(MayNot):
            act()


def test_agenda_is_made_of_what_is_open_once(leader, member, meeting):
    pinned = DiscussionFactory(group=meeting.group, title="Festet", pinned_at=timezone.now())
    unread = PostFactory(discussion__group=meeting.group, discussion__title="Ulest", author=member.user)
    DiscussionFactory(group=meeting.group, title="Lukket", pinned_at=timezone.now(), closed_at=timezone.now())
    DiscussionFactory(group=meeting.group, title="Lest")
    DiscussionFactory(title="Annen gruppe", pinned_at=timezone.now())

    fetch_open_topics(meeting, by=leader.user)
    again = fetch_open_topics(meeting, by=leader.user)

    assert again == []
    assert {each.title: each.source for each in meeting.agenda.all()} == {
        "Festet": f"discussion:{pinned.pk}",
        "Ulest": f"discussion:{unread.discussion_id}",
    }


def test_items_are_moved_and_removed(leader, member, meeting):
    one, two, three = [add_item(meeting, by=member.user, title=title) for title in ("En", "To", "Tre")]

    move_item(three, by=member.user, up=True)
    move_item(one, by=member.user, up=True)
    remove_item(two, by=member.user)
    remove_item(two, by=member.user)

    assert [each.title for each in meeting.agenda.all()] == ["En", "Tre"]


def test_approving_freezes_marks_carries_over_and_sends_one_letter(leader, member, observer, meeting, write):
    done, left = [add_item(meeting, by=leader.user, title=title) for title in ("Ferdig", "Uferdig")]
    write(
        meeting, member.user, "Hei\nVedtak: Vi åpner lørdag\nOppgave: Male skiltet @Ola Medlem innen 12.3.\n"
    )

    for _time in range(2):
        approve_minutes(meeting, by=leader.user, seen=1, left_open=[left.pk])

    meeting.refresh_from_db()
    assert meeting.minutes.splitlines()[0] == "Hei"
    assert (meeting.approver_name, meeting.updates.count(), bytes(meeting.state)) == ("Silje Lunde", 0, b"")
    decision, task = meeting.marked_lines.all()
    assert (decision.kind, decision.text) == ("decision", "Vi åpner lørdag")
    assert (task.kind, task.owner, (task.due.day, task.due.month)) == ("task", member.user, (12, 3))
    assert [letter.to for letter in letters("approved")] == sorted(
        each.user.email for each in (leader, member, observer)
    )
    said = kinds.render(letters("approved", to=observer.user.email)[0]).text
    assert said.index("Vi åpner lørdag") < said.index("Male skiltet @Ola Medlem") < said.index("Hei\n")
    with pytest.raises(Frozen):
        add_item(meeting, by=leader.user, title="Sent")
    following = GroupMeetingFactory(group=meeting.group, start=in_days(20), end=in_days(21))
    assert [each.title for each in fetch_open_topics(following, by=leader.user)] == ["Uferdig"]
    assert fetch_open_topics(following, by=leader.user) == []


def test_what_was_written_since_is_not_approved_unread(leader, meeting, write):
    write(meeting, leader.user, "En")
    write(meeting, leader.user, "To")

    with pytest.raises(Changed):
        approve_minutes(meeting, by=leader.user, seen=1)

    assert not GroupMeeting.objects.get(pk=meeting.pk).is_approved


def test_notes_come_below_approved_minutes_only(leader, member, observer, meeting):
    with pytest.raises(MayNot):
        correct_minutes(meeting, by=member.user, text="Feil", client_id=uuid.uuid4())
    approve_minutes(meeting, by=leader.user, seen=0)
    client_id = uuid.uuid4()

    for _time in range(2):
        correct_minutes(meeting, by=member.user, text="Feil dato", client_id=client_id)

    assert list(meeting.corrections.values_list("author_name", "text")) == [("Ola Medlem", "Feil dato")]
    with pytest.raises(MayNot):
        correct_minutes(meeting, by=observer.user, text="Feil", client_id=uuid.uuid4())


def test_subjects_make_rows_of_the_kinds_they_asked_for(leader, meeting, write, monkeypatch):
    monkeypatch.setattr(marks, "_makers", {})
    made = []
    marked_lines("task")(lambda line, by: made.append((line.pk, line.text, by)))
    write(meeting, leader.user, "Vedtak: Ja\nOppgave: Ring\n")

    approve_minutes(meeting, by=leader.user, seen=1)

    task = meeting.marked_lines.get(kind="task")
    assert made == [(task.pk, "Ring", leader.user)]


def test_marks_are_read_as_they_are_written(db):
    ola, nordmann = UserFactory(name="Ola"), UserFactory(name="Ola Nordmann")
    text = """
- vedtak: Små bokstaver
  Beslutning : Innrykk
Vedtak: Ola følger opp @Ola, ses på igjen 1.6. Innen 3.3.
Oppgave: Ring @ola nordmann innen 1.2.
Oppgave: Mal @Ola innen 31.12.2027
Oppgave: Finnes ikke innen 30.2.2027 @Kari
Oppgave: Maler @Olav Hansen
Vi fattet vedtak: nei
Vedtak:
"""

    found = marks_in(text, people=[ola, nordmann], day=date(2026, 11, 26))

    assert [(each.kind, each.text, each.owner, each.due) for each in found] == [
        ("decision", "Små bokstaver", None, None),
        ("decision", "Innrykk", None, None),
        ("decision", "Ola følger opp @Ola, ses på igjen 1.6. Innen 3.3.", ola, date(2027, 6, 1)),
        ("task", "Ring @ola nordmann innen 1.2.", nordmann, date(2027, 2, 1)),
        ("task", "Mal @Ola innen 31.12.2027", ola, date(2027, 12, 31)),
        ("task", "Finnes ikke innen 30.2.2027 @Kari", None, None),
        ("task", "Maler @Olav Hansen", None, None),
    ]


def test_end_is_after_start(leader):
    with pytest.raises(MayNot):
        called(leader, end=in_days(7, hour=18) - timedelta(hours=1))
