"""The pages of meetings: without a script, with what goes wrong, at a constant number of queries."""

import uuid
from base64 import b64decode, b64encode
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.groups.actions import archive_group
from partners.groups.membership import change_place
from partners.minutes import agenda_views, minutes_views, views
from partners.minutes.actions import cancel_meeting
from partners.minutes.agenda import add_item
from partners.minutes.approving import approve_minutes
from partners.minutes.models import GroupMeeting
from partners.minutes.replica import Replica
from tests.factories import (
    AgendaItemFactory,
    DiscussionFactory,
    GroupMeetingFactory,
    GroupMemberFactory,
    in_days,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_user(client):
    def sign_in(member):
        client.force_login(member.user)
        return client

    return sign_in


def address(name, meeting, *more):
    return reverse(name, args=[meeting.pk, *more])


def form_of(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("client_id", "base", "text")}


def sent(text, **more):
    return {"client_id": uuid.uuid4(), "update": b64encode(Replica().rewritten(text)).decode()} | more


def cancelled(meeting, leader):
    cancel_meeting(meeting, by=leader.user)


def archived(meeting, leader):
    archive_group(meeting.group, by=leader.user)


def approved(meeting, leader):
    approve_minutes(meeting, by=leader.user, seen=0)


def test_meeting_is_called_and_answered_without_script(as_user, leader, member):
    client = as_user(leader)
    url = reverse("group_meeting_new", args=[leader.group.slug])
    fields = {"client_id": str(uuid.uuid4()), "title": "Gruppemøte", "place": "Verkstedet", "video_link": ""}

    wrong = client.post(url, fields | {"start": "2027-03-01T20:00", "end": "2027-03-01T18:00"})
    right = client.post(url, fields | {"start": "2027-03-01T18:00", "end": "2027-03-01T20:00"})

    meeting = GroupMeeting.objects.get()
    assert wrong.status_code == 422
    assert "Verkstedet" in wrong.content.decode()
    assert right["Location"] == meeting.get_absolute_url()
    assert meeting.start.isoformat() == "2027-03-01T17:00:00+00:00"
    client = as_user(member)
    assert client.post(address("group_meeting_answer", meeting), {"comes": "yes"}).status_code == 302
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert 'aria-pressed="true"' in page
    assert client.get(reverse("group", args=[meeting.group.slug])).content.decode().count("Gruppemøte") == 1


def test_who_changes_a_meeting_second_keeps_their_words_and_sees_the_others(as_user, leader, meeting):
    url, client = address("group_meeting_change", meeting), as_user(leader)
    opened = client.get(url).context["form"]
    fields = {name: opened[name].value() for name in ("title", "video_link", "seen")}
    fields |= {"start": "2027-03-01T18:00", "end": "2027-03-01T20:00"}
    client.post(url, fields | {"place": "Biblioteket"})

    refused = client.post(url, fields | {"place": "Kafeen"})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert 'value="Kafeen"' in page and "<dd>Biblioteket</dd>" in page
    assert "Noen har endret møtet i mellomtiden" in page
    assert "ds-error-summary" not in page
    again = refused.context["form"]
    client.post(url, {name: again[name].value() for name in again.fields})
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("Kafeen", 2)


def test_two_forms_opened_at_once_are_both_kept(as_user, leader, member, meeting, text_of):
    url = address("minutes", meeting)
    first, second = form_of(as_user(leader).get(url)), form_of(as_user(member).get(url))

    one = as_user(leader).post(url, first | {"text": "Til stede: alle\r\n"})
    other = as_user(member).post(url, second | {"text": "Vedtak: Ja"})

    assert (one.status_code, other.status_code) == (302, 302)
    assert sorted(text_of(meeting).splitlines()) in (
        ["Til stede: alle", "Vedtak: Ja"],
        ["Vedtak: JaTil stede: alle"],
    )


def test_bad_form_keeps_the_text(as_user, member, meeting):
    url = address("minutes", meeting)
    fields = form_of(as_user(member).get(url)) | {"text": "Mine ord"}

    for wrong in (
        {"base": "###"},
        {"base": b64encode(b"garbage").decode()},
        {"text": "Mine ord" + "x" * 70_000},
    ):
        response = as_user(member).post(url, fields | wrong)
        assert response.status_code == 422
        assert "Mine ord" in response.content.decode()


def test_what_comes_after_approval_is_refused_with_the_text_kept(as_user, leader, member, meeting):
    url = address("minutes", meeting)
    fields = form_of(as_user(member).get(url)) | {"text": "For sent skrevet"}
    approve_minutes(meeting, by=leader.user, seen=0)

    form = as_user(member).post(url, fields)
    update = as_user(member).post(address("minutes_update", meeting), sent("For sent"))
    missed = as_user(member).get(address("minutes_missed", meeting))

    assert (form.status_code, update.status_code, missed.status_code) == (409, 409, 409)
    assert "For sent skrevet" in form.content.decode()
    assert update.json()["said"] == str(minutes_views.FROZEN)


def test_updates_come_and_are_fetched_by_number(as_user, leader, member, meeting):
    update = sent("Hei")

    answers = [as_user(member).post(address("minutes_update", meeting), update) for _time in range(2)]
    missed = as_user(leader).get(f"{address('minutes_missed', meeting)}?etter=0").json()

    assert [each.json() for each in answers] == [{"number": 1}] * 2
    assert missed["number"] == 1
    assert str(Replica(*map(b64decode, missed["updates"]))) == "Hei"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"update": "###"}, 422),
        ({"update": ""}, 422),
        ({"client_id": "x"}, 422),
        ({"update": b64encode(b"garbage").decode()}, 422),
        ({"update": b64encode(bytes(700_000)).decode()}, 422),
    ],
)
def test_bad_updates_are_refused_with_a_reason(as_user, member, meeting, text_of, wrong, status):
    response = as_user(member).post(address("minutes_update", meeting), sent("Hei") | wrong)

    assert response.status_code == status
    assert response.json()["said"]
    assert text_of(meeting) == ""


def test_megabytes_are_refused(as_user, member, meeting):
    response = as_user(member).post(
        address("minutes_update", meeting), sent("Hei") | {"update": "A" * 1_100_000}
    )

    assert response.status_code in (400, 413)


def test_a_flood_is_refused_and_others_write_on(as_user, leader, member, meeting, text_of, monkeypatch):
    monkeypatch.setitem(minutes_views.UPDATES, "limit", 5)
    url = address("minutes_update", meeting)

    statuses = [as_user(member).post(url, sent(f"{n}")).status_code for n in range(8)]
    other = as_user(leader).post(url, sent("Leder"))

    assert statuses == [200] * 5 + [429] * 3
    assert other.status_code == 200
    assert sorted(text_of(meeting)) == sorted("01234Leder")


def test_observers_read_and_outsiders_find_nothing(as_user, observer, outsider, meeting, client):
    page = as_user(observer).get(address("minutes", meeting))
    refused = client.post(address("minutes_update", meeting), sent("Hei"))
    client.force_login(outsider)
    statuses = [client.get(address(name, meeting)).status_code for name in ("group_meeting", "minutes")]
    statuses.append(client.post(address("minutes_update", meeting), sent("Hei")).status_code)

    assert b"<textarea" not in page.content
    assert refused.status_code == 409
    assert statuses == [404, 404, 404]


def test_approving_shows_what_was_written_since(as_user, leader, meeting, write):
    write(meeting, leader.user, "En")
    item = add_item(meeting, by=leader.user, title="Uferdig")
    url = address("minutes_approve", meeting)
    assert as_user(leader).get(url).context["seen"] == 1
    write(meeting, leader.user, "En og to")

    late = as_user(leader).post(url, {"seen": 1, "left_open": [item.pk]})
    fresh = as_user(leader).post(url, {"seen": 2, "left_open": [item.pk]})

    assert (late.status_code, fresh.status_code) == (422, 302)
    assert "En og to" in late.content.decode()
    item.refresh_from_db()
    assert item.is_left_open
    note = {"client_id": uuid.uuid4(), "text": "Feil dato"}
    assert as_user(leader).post(address("minutes_correct", meeting), note).status_code == 302
    assert "Feil dato" in as_user(leader).get(address("minutes", meeting)).content.decode()


def test_calendar_file_has_no_people(as_user, member, meeting):
    response = as_user(member).get(address("group_meeting_calendar", meeting))

    assert b"METHOD:PUBLISH" in response.content
    assert b"ATTENDEE" not in response.content


@pytest.mark.parametrize(
    "name", ["group_meeting", "minutes", "minutes_marked", "group_meeting_list", "group"]
)
def test_pages_take_the_same_number_of_queries(
    name, as_user, leader, meeting, write, django_assert_max_num_queries, django_assert_num_queries
):
    write(meeting, leader.user, "Vedtak: Ja\n")
    AgendaItemFactory(meeting=meeting, who=leader.user)
    of_group = name in ("group_meeting_list", "group")
    url = reverse(name, args=[meeting.group.slug if of_group else meeting.pk])
    client = as_user(leader)
    client.get(url)
    with django_assert_max_num_queries(30) as counted:
        client.get(url)
    for _time in range(2):
        GroupMeetingFactory(group=meeting.group)
        AgendaItemFactory(meeting=meeting, who=GroupMemberFactory(group=meeting.group).user)
        write(meeting, leader.user, meeting.title + "\nVedtak: Ja\nOppgave: Nei\n" * 2)

    with django_assert_num_queries(len(counted)):
        client.get(url)


def test_who_only_observes_by_now_keeps_what_they_have_typed(as_user, leader, member, meeting):
    client = as_user(member)
    begun = form_of(client.get(address("minutes", meeting)))
    change_place(member, place="observer", by=leader.user)

    answer = client.post(address("minutes", meeting), begun | {"text": "Vedtak: Mitt"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Vedtak: Mitt" in page
    assert "Du kan ikke skrive her nå." in page


def test_who_was_writing_when_the_meeting_was_cancelled_gets_their_words_back(
    as_user, leader, member, meeting
):
    client = as_user(member)
    begun = form_of(client.get(address("minutes", meeting)))
    cancel_meeting(meeting, by=leader.user)

    answer = client.post(address("minutes", meeting), begun | {"text": "Vedtak: Mitt"})

    assert (answer.status_code, client.get(address("minutes", meeting)).status_code) == (409, 404)
    assert "Vedtak: Mitt" in answer.text


@pytest.mark.parametrize("happens", [cancelled, archived, approved])
def test_what_was_typed_stays_when_the_meeting_or_its_group_ends_meanwhile(happens, as_user, leader, meeting):
    item, client = AgendaItemFactory(meeting=meeting), as_user(leader)
    opened = client.get(address("group_meeting_change", meeting)).context["form"]
    change = {name: opened[name].value() for name in ("seen", "video_link", "place")}
    change |= {"start": "2027-03-01T18:00", "end": "2027-03-01T20:00", "title": "Mine ord"}
    happens(meeting, leader)

    answers = [
        client.post(address("group_meeting_change", meeting), change),
        client.post(address("agenda_new", meeting), {"title": "Mine ord"}),
        client.post(address("agenda_change", meeting, item.pk), {"title": "Mine ord"}),
    ]

    for answer, words in zip(answers, (views.CLOSED, agenda_views.CLOSED, agenda_views.CLOSED), strict=True):
        assert (answer.status_code, 'value="Mine ord"' in answer.text) == (422, True)
        assert str(words) in answer.text
    pressed = [("group_meeting_cancel", ()), ("agenda_fetch", ()), ("agenda_remove", (item.pk,))]
    for name, more in pressed:
        assert client.post(address(name, meeting, *more)).status_code == 302


def test_call_and_note_typed_when_the_group_is_archived_stay(as_user, leader, meeting):
    approve_minutes(meeting, by=leader.user, seen=0)
    archived(meeting, leader)
    call = {"client_id": uuid.uuid4(), "title": "Mine ord", "place": "Verkstedet"}
    call |= {"start": "2027-03-01T18:00", "end": "2027-03-01T20:00"}

    called = as_user(leader).post(reverse("group_meeting_new", args=[meeting.group.slug]), call)
    noted = as_user(leader).post(
        address("minutes_correct", meeting), {"client_id": uuid.uuid4(), "text": "Mine ord"}
    )

    assert (called.status_code, 'value="Mine ord"' in called.text) == (422, True)
    assert (noted.status_code, "Mine ord</textarea>" in noted.text) == (422, True)


def test_answer_to_what_is_over_or_archived_meanwhile_is_told_of(as_user, leader, member, meeting):
    archived(meeting, leader)

    page = as_user(member).post(address("group_meeting_answer", meeting), {"comes": "yes"}, follow=True)

    assert "Det går ikke lenger an å svare på innkallingen." in page.text


def test_earlier_meetings_are_all_found(as_user, member, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    for days in (-1, -2, -2, -3, -4):
        GroupMeetingFactory(
            group=member.group,
            title=f"Møte {-days}",
            start=in_days(days, hour=10),
            end=in_days(days, hour=11),
        )
    GroupMeetingFactory(group=member.group, title="Avlyst", cancelled_at=timezone.now())
    client = as_user(member)
    url, found = reverse("group_meeting_list", args=[member.group.slug]), []

    answer = client.get(url)
    while answer.context["older_url"]:
        found += [each.title for each in answer.context["past"]]
        answer = client.get(url + answer.context["older_url"])
    found += [each.title for each in answer.context["past"]]

    assert found == ["Avlyst", "Møte 1", "Møte 2", "Møte 2", "Møte 3", "Møte 4"]
    assert answer.context["newer_url"] == url


def test_item_leads_to_what_it_is_about_in_the_readers_language(as_user, leader, member, meeting):
    thread = DiscussionFactory(group=meeting.group, pinned_at=timezone.now()).get_absolute_url()
    page, fetch = meeting.get_absolute_url(), address("agenda_fetch", meeting)

    as_user(member).post(f"/en{fetch}")

    client = as_user(leader)
    assert f'href="{thread}"' in client.get(page).text
    assert f'href="/en{thread}"' in client.get(f"/en{page}").text


def test_end_of_a_meeting_over_several_days_says_the_day(as_user, member, meeting):
    meeting.start, meeting.end = datetime(2027, 3, 1, 8, tzinfo=UTC), datetime(2027, 3, 2, 14, tzinfo=UTC)
    meeting.save()

    page = as_user(member).get(meeting.get_absolute_url()).text

    assert "mandag 1. mars 2027 kl. 09.00–tirsdag 2. mars 2027 kl. 15.00" in page


def test_second_press_on_remove_leads_to_the_agenda(as_user, member, meeting):
    there = address("agenda_remove", meeting, AgendaItemFactory(meeting=meeting).pk)

    pages = [as_user(member).post(there, follow=True) for _time in range(2)]

    agenda = f"{meeting.get_absolute_url()}#saker"
    assert [page.redirect_chain[0][0] for page in pages] == [agenda] * 2
    assert "Saken står ikke på sakslisten lenger." in pages[1].content.decode()
