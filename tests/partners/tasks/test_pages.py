"""Tasks on pages: who sees and does what, in how many queries, without and with a script."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from partners.groups.actions import archive_group
from partners.organisations.models import Organisation
from partners.tasks import sources
from partners.tasks.models import Task
from partners.tasks.sources import Source, source_of
from tests.factories import GroupMemberFactory, OrganisationFactory, TaskFactory, WorkingGroupFactory
from tests.staff import queries_of

pytestmark = pytest.mark.django_db
BASE = "/partner/grupper/verksted/oppgaver/"
MINE = "/partner/oppgaver/"


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def as_member(client, member):
    client.force_login(member)
    return client


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [(BASE, 8), (f"{BASE}tavle/", 8), (MINE, 9), ("/partner/grupper/verksted/", 18)]
)
def test_pages_take_as_many_queries_for_many_tasks(path, queries, number, group, leader, member, as_member):
    for _ in range(number):
        TaskFactory(group=group, owner=member, due=in_days(3))
        TaskFactory(group=group, owner=leader)
        TaskFactory(group=group)

    assert queries_of(as_member, path) == queries


def test_task_is_made_once_however_often_it_is_sent(as_leader, group, member):
    values = {"title": "Finn lokale", "owner": member.pk, "due": in_days(9), "client_id": uuid.uuid4()}

    answers = [as_leader.post(f"{BASE}ny/", values) for _ in range(2)]

    task = Task.objects.get()
    assert [answer.url for answer in answers] == [f"{BASE}{task.pk}/"] * 2
    assert (task.title, task.owner, task.due) == ("Finn lokale", member, in_days(9))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": ""}, "Hva skal gjøres? Fyll ut dette feltet."),
        ({"title": "x" * 121}, "120"),
        ({"due": "i morgen"}, "gyldig dato"),
        ({"owner": "999999"}, "999999"),
        ({"client_id": "x"}, "UUID"),
    ],
)
def test_bad_task_is_told_of_with_the_text_kept(values, words, as_leader):
    given = {"title": "Finn lokale", "text": "Stort nok", "client_id": uuid.uuid4()} | values

    answer = as_leader.post(f"{BASE}ny/", given)

    assert answer.status_code == 422
    assert words in answer.text
    assert "Stort nok" in answer.text
    assert not Task.objects.exists()


def test_what_another_has_saved_meanwhile_is_kept(as_leader, group):
    task = TaskFactory(group=group)
    Task.objects.update(title="Det andre skrev", revision=1)

    answer = as_leader.post(f"{BASE}{task.pk}/rediger/", {"title": "Det jeg skrev", "seen": 0})

    task.refresh_from_db()
    assert (answer.status_code, task.title) == (422, "Det andre skrev")
    assert "Noen har endret det i mellomtiden" in answer.text
    assert "Det jeg skrev" in answer.text


def test_lateness_is_for_the_owner_and_leaders_to_see(client, group, leader, member):
    other = GroupMemberFactory(group=group).user
    task = TaskFactory(group=group, owner=member, due=in_days(-2))
    seen = {}

    for name, user in {"leader": leader, "owner": member, "other": other}.items():
        client.force_login(user)
        pages = [BASE, f"{BASE}tavle/", f"{BASE}{task.pk}/", "/partner/grupper/verksted/"]
        seen[name] = {"Hadde frist" in client.get(path).text for path in pages}

    assert seen == {"leader": {True}, "owner": {True}, "other": {False}}


def test_own_tasks_stand_by_urgency_across_groups(as_member, group, member):
    elsewhere = GroupMemberFactory(user=member, group__name="Tekstil").group
    TaskFactory(group=elsewhere, owner=member, title="Forsinket", due=in_days(-1))
    TaskFactory(group=group, owner=member, title="Snart", due=in_days(7))
    TaskFactory(group=group, owner=member, title="Senere", due=in_days(8))
    TaskFactory(group=elsewhere, title="Ledig")
    TaskFactory(owner=member, title="I en gruppe jeg har forlatt")
    TaskFactory(group=WorkingGroupFactory(), title="Andres")

    context = as_member.get(MINE).context

    names = ("late", "soon", "later", "free")
    assert [[row.task.title for row in context[name]] for name in names] == [
        ["Forsinket"],
        ["Snart"],
        ["Senere"],
        ["Ledig"],
    ]


def test_task_is_taken_moved_and_handed_over_without_a_script(as_member, group, leader, member):
    task = TaskFactory(group=group)

    def now():
        task.refresh_from_db()
        return task.owner, task.state

    assert as_member.post(f"{BASE}{task.pk}/ta/", {"back": "own"}).url == MINE
    assert now() == (member, "open")
    assert (
        as_member.post(f"{BASE}{task.pk}/tilstand/", {"state": "doing", "back": "board"}).url
        == f"{BASE}tavle/"
    )
    assert now() == (member, "doing")
    assert as_member.post(f"{BASE}{task.pk}/gi-videre/", {"owner": leader.pk}).url == f"{BASE}{task.pk}/"
    assert now() == (leader, "doing")
    assert as_member.post(f"{BASE}{task.pk}/gi-videre/", {"owner": ""}).status_code == 404


def test_board_answers_a_script_with_the_board_as_it_is_now(as_member, group):
    task = TaskFactory(group=group)

    answer = as_member.post(f"{BASE}{task.pk}/tilstand/", {"state": "done"}, headers={"HX-Request": "true"})

    columns = {column.state: [row.task.pk for row in column.rows] for column in answer.context["columns"]}
    assert columns == {"open": [], "doing": [], "done": [task.pk], "dropped": []}
    assert f"{task.title}: nummer 1 av 1 i Ferdig" in answer.text
    assert "<html" not in answer.text


def test_task_is_moved_up_and_down_by_buttons(as_member, group):
    first, second = (TaskFactory(group=group, title=title) for title in ("Mål opp", "Finn lokale"))

    page = as_member.get(f"{BASE}tavle/").text
    assert f'name="before" value="{first.pk}"' in page
    assert f'name="after" value="{second.pk}"' in page

    for values, order in (({"before": first.pk}, [second, first]), ({"after": first.pk}, [first, second])):
        answer = as_member.post(f"{BASE}{second.pk}/tilstand/", values | {"back": "board"}, follow=True)
        assert [row.task for row in answer.context["columns"][0].rows] == order
        assert f"Finn lokale: nummer {order.index(second) + 1} av 2 i Ikke begynt" in answer.text


def test_board_of_a_group_that_is_archived_meanwhile_comes_in_anew(as_member, group, leader):
    task = TaskFactory(group=group)
    archive_group(group, by=leader)

    answer = as_member.post(f"{BASE}{task.pk}/tilstand/", {"state": "done"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Refresh"], answer.text) == (200, "true", "")
    page = as_member.get(f"{BASE}tavle/").text
    assert "Gruppa er arkivert i mellomtiden. Ingenting er endret." in page
    assert 'name="state"' not in page
    task.refresh_from_db()
    assert task.state == "open"


@pytest.mark.parametrize("what", ["ta", "tilstand"])
def test_who_takes_part_is_told_that_the_group_is_archived_meanwhile(what, as_member, group, leader):
    task = TaskFactory(group=group)
    archive_group(group, by=leader)

    page = as_member.post(f"{BASE}{task.pk}/{what}/", {"state": "done", "owner": ""}, follow=True)

    assert "Gruppa er arkivert i mellomtiden. Ingenting er endret." in page.text


def test_form_of_another_group_comes_back_without_what_it_made_there(as_leader, group):
    elsewhere = TaskFactory(title="Hemmelig")

    answer = as_leader.post(f"{BASE}ny/", {"title": "Mitt", "client_id": elsewhere.client_id})

    assert (answer.status_code, 'value="Mitt"' in answer.text, "Hemmelig" in answer.text) == (
        422,
        True,
        False,
    )
    assert "Skjemaet kan ikke sendes inn igjen. Åpne det på nytt." in answer.text


@pytest.mark.parametrize("is_new", [True, False])
def test_what_was_typed_stays_when_the_group_is_archived_meanwhile(is_new, as_member, group, leader):
    task = TaskFactory(group=group)
    archive_group(group, by=leader)
    values = {"title": "Finn lokale", "client_id": uuid.uuid4(), "seen": 0}

    answer = as_member.post(f"{BASE}ny/" if is_new else f"{BASE}{task.pk}/rediger/", values)

    assert (answer.status_code, 'value="Finn lokale"' in answer.text) == (422, True)
    assert "Gruppa er arkivert i mellomtiden. Ingenting er endret." in answer.text
    assert as_member.get(f"{BASE}ny/").status_code == 404


def test_task_given_to_who_has_left_meanwhile_stays_and_that_is_told(as_member, group, observer):
    task = TaskFactory(group=group)

    page = as_member.post(f"{BASE}{task.pk}/gi-videre/", {"owner": observer.pk}, follow=True)

    assert "De er ikke med i gruppa lenger." in page.text
    task.refresh_from_db()
    assert task.owner is None


def test_place_beside_a_task_of_another_group_is_none(as_member, group):
    task, elsewhere = TaskFactory(group=group), TaskFactory()

    for values in ({"before": elsewhere.pk}, {"after": ""}, {}):
        assert as_member.post(f"{BASE}{task.pk}/tilstand/", values).status_code == 404


def test_observer_reads_and_does_nothing(client, group, observer):
    task = TaskFactory(group=group)
    client.force_login(observer)

    page = client.get(f"{BASE}{task.pk}/").text

    assert "Ta oppgaven" not in page
    for what in ("ta", "tilstand", "gi-videre", "rediger"):
        assert client.post(f"{BASE}{task.pk}/{what}/", {"state": "done"}).status_code == 404
    archive_group(group, by=observer)
    assert client.post(f"{BASE}{task.pk}/tilstand/", {"state": "done"}).status_code == 404


def test_task_of_another_group_is_not_found_here(as_leader):
    task = TaskFactory()

    assert as_leader.get(f"{BASE}{task.pk}/").status_code == 404


def test_where_a_task_came_from_is_shown_as_its_subject_says(as_leader, group, monkeypatch):
    shop = OrganisationFactory(name="Sykkelverkstedet")
    monkeypatch.setitem(
        sources._tellers, Organisation, lambda it, member: Source(f"Vedtak: {it.name}", "/vedtak/")
    )
    task = TaskFactory(group=group, source=shop)

    assert (
        '<a class="ds-link" href="/vedtak/">Vedtak: Sykkelverkstedet</a>'
        in as_leader.get(f"{BASE}{task.pk}/").text
    )


def test_task_that_came_from_what_is_gone_comes_from_nowhere(group, leader):
    kind = ContentType.objects.get_for_model(Organisation)
    task = TaskFactory(group=group, source_type=kind, source_id=999999)

    assert source_of(task, group.members.get(user=leader)) is None


def test_text_is_never_markup(as_leader, group):
    task = TaskFactory(group=group, title="<b>A</b>", text="<script>alert(1)</script>")

    for path in (BASE, f"{BASE}tavle/", f"{BASE}{task.pk}/"):
        page = as_leader.get(path).text
        assert "<b>A</b>" not in page
        assert "<script>alert" not in page


def test_late_tasks_wait_on_my_page(as_member, group, member):
    TaskFactory(group=group, owner=member, title="Ring rørlegger", due=in_days(-1))

    page = as_member.get("/min-side/").text

    assert "Ring rørlegger, i Verksted og reparasjon, har gått over fristen" in page
    assert "Oppgavene dine" in page
