"""A time that a poll has found becomes one meeting, in the calendar entry that people have already."""

import pytest
from icalendar import Calendar

from partners.decisions.actions import close_decision
from partners.decisions.errors import IsCalled
from partners.decisions.models import Outcome
from partners.decisions.outcomes import write_outcome
from partners.decisions.voting import vote
from partners.groups.actions import archive_group
from partners.minutes.actions import cancel_meeting, change_meeting
from partners.minutes.errors import MayNot
from partners.minutes.from_poll import call_found_meeting
from partners.minutes.models import GroupMeeting
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import DiscussionFactory, GroupMeetingFactory, in_days, make_decision
from tests.partners.decisions.ballots import can

pytestmark = pytest.mark.django_db
PLACE = {"title": "Verkstedmøte", "place": "Verkstedet"}
OUTCOME = {"text": "Vi møtes da."}


@pytest.fixture
def poll(leader, member):
    times = [{"start": in_days(n, hour=18), "end": in_days(n, hour=20)} for n in (8, 9)]
    decision = make_decision(leader.group, kind="times", by=leader.user, options=times, title="Når møtes vi?")
    vote(decision, user=member.user, answer=can(decision, "yes", "no"))
    vote(decision, user=leader.user, answer=can(decision, "maybe", "yes"))
    return close_decision(decision, by=leader.user)


@pytest.fixture
def found(poll, leader, member):
    one, _other = poll.options.all()
    write_outcome(poll, chosen_option=one, owner=member.user, by=leader.user, **OUTCOME)
    return poll


def latest_for(user):
    return Letter.objects.filter(to=user.email, calendar="").exclude(kind__endswith="reminder").latest("pk")


def event_of(letter):
    (event,) = Calendar.from_ical(render(letter).calendar).walk("VEVENT")
    return event


def test_meeting_carries_on_the_entry_that_the_poll_gave(found, leader, member):
    first_letter = latest_for(member.user)
    entries = [event_of(first_letter)]

    meeting = call_found_meeting(found, by=leader.user, **PLACE)
    entries.append(event_of(latest_for(member.user)))
    change_meeting(meeting, seen=meeting.sequence, by=leader.user, place="Biblioteket")
    entries.append(event_of(latest_for(member.user)))
    cancel_meeting(meeting, by=leader.user)
    entries.append(event_of(latest_for(member.user)))

    assert {str(each["uid"]) for each in entries} == {f"decision-{found.client_id}@omigjen"}
    assert [each["sequence"] for each in entries] == [0, 1, 2, 3]
    assert {each["organizer"] for each in entries} == {entries[0]["organizer"]}
    assert [each["status"] for each in entries] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert str(entries[1]["location"]) == "Verkstedet"
    assert render(first_letter) is None


def test_meeting_has_the_time_the_answers_and_what_is_open(found, leader, member):
    pinned = DiscussionFactory(group=found.group, title="Nøkler", pinned_at=in_days(-1))

    meeting = call_found_meeting(found, by=leader.user, **PLACE)

    option = found.options.first()
    assert (meeting.start, meeting.end, meeting.place) == (option.start, option.end, "Verkstedet")
    assert {each.user: each.comes for each in meeting.answers.all()} == {
        member.user: "yes",
        leader.user: "maybe",
    }
    assert [each.title for each in meeting.agenda.all()] == [pinned.title]


def test_who_sees_to_the_outcome_calls_it_and_twice_is_one(found, leader, member, observer):
    with pytest.raises(MayNot):
        call_found_meeting(found, by=observer.user, **PLACE)

    made = [call_found_meeting(found, by=user, **PLACE) for user in (member.user, leader.user)]

    assert {each.pk for each in made} == {GroupMeeting.objects.get().pk}
    assert Letter.objects.filter(kind="minutes.called", to=member.user.email).count() == 1


def test_nothing_is_called_without_a_time_to_come(poll, leader, member):
    with pytest.raises(MayNot):
        call_found_meeting(poll, by=leader.user, **PLACE)
    option = poll.options.first()
    write_outcome(poll, chosen_option=option, by=leader.user, **OUTCOME)
    poll.options.filter(pk=option.pk).update(start=in_days(-2), end=in_days(-1))

    with pytest.raises(MayNot):
        call_found_meeting(poll, by=leader.user, **PLACE)

    assert not Outcome.objects.get().is_called


def test_time_is_moved_on_the_meeting_from_then_on(found, leader):
    call_found_meeting(found, by=leader.user, **PLACE)
    one, other = found.options.all()

    for option in (other, None):
        with pytest.raises(IsCalled):
            write_outcome(found, chosen_option=option, by=leader.user, **OUTCOME)
    outcome = write_outcome(found, chosen_option=one, text="Vi møtes da, tror vi.", by=leader.user)

    assert (outcome.chosen_option, outcome.sequence) == (one, 1)


def test_one_press_on_the_page_of_the_poll(client, found, leader, member, observer):
    GroupMeetingFactory(group=found.group, start=in_days(-9), end=in_days(-8), place="Låven")
    address = f"{found.get_absolute_url()}mote/"
    for place, shown in ((leader, True), (member, True), (observer, False)):
        client.force_login(place.user)
        page = client.get(found.get_absolute_url()).content.decode()
        assert ("Låven" in page, address in page) == (shown, shown)
    assert client.post(address, PLACE).status_code == 404
    client.force_login(member.user)

    refused = client.post(address, {"title": "Verkstedmøte"})
    pressed = [client.post(address, PLACE) for _time in range(2)]

    assert (refused.status_code, "Verkstedmøte" in refused.content.decode()) == (422, True)
    meeting = GroupMeeting.objects.get(found_by=found)
    assert [each.url for each in pressed] == [meeting.get_absolute_url()] * 2
    page = client.get(found.get_absolute_url()).content.decode()
    assert (meeting.get_absolute_url() in page, address in page) == (True, False)
    form = client.get(f"{found.get_absolute_url()}utfall/")
    assert form.status_code == 404
    client.force_login(leader.user)
    form = client.get(f"{found.get_absolute_url()}utfall/").context["form"]
    assert form.fields["chosen_option"].disabled
    kept = {"text": "Da møtes vi.", "seen": form["seen"].value()}
    assert client.post(f"{found.get_absolute_url()}utfall/", kept).status_code == 302
    assert Outcome.objects.get().text == "Da møtes vi."


def test_call_typed_when_the_group_is_archived_meanwhile_stays(client, found, leader):
    archive_group(found.group, by=leader.user)
    client.force_login(leader.user)

    answer = client.post(f"{found.get_absolute_url()}mote/", PLACE | {"title": "Mine ord"})

    assert (answer.status_code, 'value="Mine ord"' in answer.text) == (422, True)
    assert "Det kan ikke kalles inn til møte nå." in answer.text
