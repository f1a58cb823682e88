"""Calls for volunteers on pages: who finds them, says that they come, and answers."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from partners.callouts.models import CallOut
from partners.groups.actions import archive_group
from partners.groups.membership import leave
from partners.groups.models import WorkingGroup
from tests.factories import CallOutFactory, UserFactory
from tests.staff import queries_of

pytestmark = pytest.mark.django_db
LIST = "/partner/dugnader/"
NEW = "/partner/grupper/verksted/dugnader/ny/"


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def as_outsider(client, leader):
    client.outsider = UserFactory(name="Kari Utenfor")
    client.force_login(client.outsider)
    return client


def moment(**ahead):
    return (timezone.localtime() + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def fields(**changed):
    return {
        "title": "Flyttedag",
        "starts_at": moment(days=3),
        "ends_at": moment(days=3, hours=4),
        "places": 4,
        "shown": "everyone",
        "client_id": uuid.uuid4(),
    } | changed


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(LIST, 7), (f"{LIST}1/", 9)])
def test_pages_take_as_many_queries_for_many_volunteers(path, queries, number, as_leader, group):
    for key in range(1, number + 1):
        call_out = CallOutFactory(pk=key, group=group, places=9)
        for _ in range(number):
            call_out.volunteers.create(user=UserFactory(), state="accepted")

    assert queries_of(as_leader, path) == queries


def test_call_is_made_once_however_often_it_is_sent(as_leader):
    values = fields()

    answers = [as_leader.post(NEW, values) for _ in range(2)]

    call_out = CallOut.objects.get()
    assert [answer.url for answer in answers] == [f"{LIST}{call_out.pk}/"] * 2
    assert (call_out.places, call_out.shown, call_out.accepts_at_once) == (4, "everyone", False)


@pytest.mark.parametrize(
    "values",
    [
        {"ends_at": moment(days=2)},
        {"starts_at": moment(days=-3), "ends_at": moment(days=-2)},
        {"places": 0},
        {"places": 501},
        {"shown": "nobody"},
        {"title": ""},
        {"client_id": "x"},
    ],
)
def test_bad_call_is_told_of_with_the_text_kept(values, as_leader):
    answer = as_leader.post(NEW, fields(text="Ta med hansker") | values)

    assert answer.status_code == 422
    assert "Ta med hansker" in answer.text
    assert not CallOut.objects.exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_what_was_typed_stays_when_the_group_is_archived_meanwhile(is_new, as_leader, group, leader):
    there = f"{LIST}{CallOutFactory(group=group).pk}/"
    archive_group(group, by=leader)

    answer = as_leader.post(NEW if is_new else f"{there}rediger/", fields(title="Mine ord", seen=0))

    assert (answer.status_code, 'value="Mine ord"' in answer.text) == (422, True)
    assert "Gruppa er arkivert. Ingenting er endret." in answer.text
    assert as_leader.get(NEW).status_code == 404
    assert as_leader.get(f"{there}rediger/").status_code == 404


def test_group_that_nobody_knows_of_calls_on_its_own_people(as_leader, group):
    WorkingGroup.objects.update(joining="invite", shown="nothing")

    as_leader.post(NEW, fields())

    assert CallOut.objects.get().shown == "group"


def test_list_holds_what_one_can_come_to(as_outsider, group):
    CallOutFactory(group=group, title="For alle")
    CallOutFactory(group=group, title="For gruppa", shown="group")
    CallOutFactory(group=group, title="Avlyst", state="cancelled")
    CallOutFactory(group=group, title="Over", starts_at=timezone.now() - timedelta(hours=9))
    CallOutFactory(title="Ukjent", group__joining="invite", group__shown="nothing")
    mine = CallOutFactory(title="Min")
    mine.volunteers.create(user=as_outsider.outsider, state="waiting")

    context = as_outsider.get(LIST).context

    assert [[row.call_out.title for row in context[name]] for name in ("mine", "others")] == [
        ["Min"],
        ["For alle"],
    ]


def test_outsider_comes_and_withdraws_and_sees_nobody(as_outsider, group):
    call_out = CallOutFactory(group=group)
    other = CallOutFactory(group=group)
    other.volunteers.create(user=UserFactory(name="Per Hemmelig"), state="accepted")

    answer = as_outsider.post(f"{LIST}{call_out.pk}/bli-med/", {"text": "Jeg har bil"}, follow=True)
    assert "Du har plass. Takk!" in answer.text
    mine = call_out.volunteers.get()
    assert (mine.user, mine.text, mine.state) == (as_outsider.outsider, "Jeg har bil", "accepted")
    assert "Per Hemmelig" not in as_outsider.get(f"{LIST}{other.pk}/").text
    assert "Flere" not in as_outsider.get("/min-side/").text

    as_outsider.post(f"{LIST}{call_out.pk}/trekk/")
    mine.refresh_from_db()
    assert mine.state == "withdrawn"


def test_who_has_left_sees_no_more_of_what_is_for_the_group(client, group, member):
    call_out = CallOutFactory(group=group, shown="group", title="For gruppa")
    client.force_login(member)
    client.post(f"{LIST}{call_out.pk}/bli-med/")
    assert "For gruppa" in client.get(LIST).text

    leave(group.members.get(user=member))

    assert client.get(f"{LIST}{call_out.pk}/").status_code == 404
    assert "For gruppa" not in client.get(LIST).text


def test_helper_withdraws_from_what_became_the_groups_own(as_outsider, group):
    call_out = CallOutFactory(group=group, shown="group")
    call_out.volunteers.create(user=as_outsider.outsider, state="accepted")

    answer = as_outsider.post(f"{LIST}{call_out.pk}/trekk/", follow=True)

    assert answer.redirect_chain == [(LIST, 302)]


def test_too_long_a_word_to_the_group_is_kept(as_outsider, group):
    call_out = CallOutFactory(group=group)

    answer = as_outsider.post(f"{LIST}{call_out.pk}/bli-med/", {"text": "bil " * 200})

    assert (answer.status_code, call_out.volunteers.count()) == (422, 0)
    assert "bil bil" in answer.text


def test_leader_answers_from_what_waits(as_leader, group):
    call_out = CallOutFactory(group=group, title="Flyttedag", accepts_at_once=False)
    volunteer = call_out.volunteers.create(user=UserFactory(name="Kari Nordmann"), state="asked")
    assert "Kari Nordmann vil være med på Flyttedag" in as_leader.get("/min-side/").text

    answer = as_leader.post(f"{LIST}{call_out.pk}/frivillige/{volunteer.pk}/ja/", follow=True)

    assert "Kari Nordmann: har plass" in answer.text
    assert "vil være med på" not in as_leader.get("/min-side/").text


def test_volunteer_of_another_call_is_not_answered_here(as_leader, group):
    call_out = CallOutFactory(group=group)
    elsewhere = CallOutFactory().volunteers.create(user=UserFactory(), state="asked")

    assert as_leader.post(f"{LIST}{call_out.pk}/frivillige/{elsewhere.pk}/ja/").status_code == 404


def test_fewer_places_than_are_taken_are_refused_with_the_text_kept(as_leader, group):
    call_out = CallOutFactory(group=group, places=2)
    for _ in range(2):
        call_out.volunteers.create(user=UserFactory(), state="accepted")

    answer = as_leader.post(
        f"{LIST}{call_out.pk}/rediger/", fields(title="Ny tittel", places=1, accepts_at_once="on", seen=0)
    )

    assert answer.status_code == 422
    assert "Flere enn det har allerede plass" in answer.text
    assert "Ny tittel" in answer.text


def test_text_is_never_markup(as_leader, group):
    call_out = CallOutFactory(
        group=group, title="<b>A</b>", text="<script>alert(1)</script>", place="<i>B</i>"
    )
    call_out.volunteers.create(user=UserFactory(), state="accepted", text="<u>C</u>")

    for path in (LIST, f"{LIST}{call_out.pk}/", "/partner/grupper/verksted/"):
        page = as_leader.get(path).text
        assert [each in page for each in ("<b>A</b>", "<script>alert", "<i>B</i>", "<u>C</u>")] == [False] * 4
