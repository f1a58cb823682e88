"""Sign-ups at the coordinator's desk: the list, changes, adding by hand, the door, paper and files."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from portal.mail.models import Letter
from tests.factories import PersonFactory, SignUpFactory, WorkshopPageFactory, in_days
from tests.staff import COORDINATORS, facts, queries_of, signed_in
from workshops.signups import plan
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db

MAX_QUERIES = 15
STATUS = SignUp.Status


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def fields(**changes):
    return {
        "name": "Kari Nordmann",
        "attendance": "video",
        "on_behalf_of": "self",
        "organisation_name": "",
        "organisation_number": "",
        "access_needs": "",
    } | changes


def test_list_is_filtered_and_searched(desk):
    wanted = SignUpFactory(
        name="Åse Ødegård",
        organisation_name="Sykkelverkstedet",
        on_behalf_of="business",
        status=STATUS.WAITING,
    )
    SignUpFactory(workshop=wanted.workshop)
    SignUpFactory(name="Åse Ødegård")

    def found(**query):
        return list(desk.get(reverse("signups:results"), query).context["object_list"])

    assert found(
        workshop=wanted.workshop_id, status="waiting", attendance="video", on_behalf_of="business"
    ) == [wanted]
    assert found(q="sykkel åse") == [wanted]
    assert found(q=wanted.person.email) == [wanted]
    assert found(q="100%") == []


def test_list_takes_the_same_queries_for_one_and_three(desk):
    address = reverse("signups:index")
    SignUpFactory()
    one = queries_of(desk, address)
    SignUpFactory(), SignUpFactory()

    assert queries_of(desk, address) == one <= MAX_QUERIES


def test_change_is_saved_through_the_action(desk):
    signup = SignUpFactory()
    form = fields(on_behalf_of="business", organisation_name="Rema", organisation_number="974 760 673")

    answer = desk.post(reverse("signups:edit", args=[signup.pk]), form)

    assert answer.status_code == 302
    signup.refresh_from_db()
    changed = (signup.name, signup.organisation_name, signup.organisation_number)
    assert changed == ("Kari Nordmann", "Rema", "974760673")


def test_change_to_a_full_room_is_refused_with_all_kept(desk):
    meeting = WorkshopPageFactory(format="both", place="Slemmestad", room_capacity=1)
    SignUpFactory(workshop=meeting, attendance="room")
    signup = SignUpFactory(workshop=meeting, attendance="video")

    answer = desk.post(reverse("signups:edit", args=[signup.pk]), fields(attendance="room", name="Ny"))

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["name"].value() == "Ny"
    signup.refresh_from_db()
    assert signup.attendance == "video"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"attendance": "room"}, "attendance"),
        ({"on_behalf_of": "business"}, "organisation_name"),
        (
            {"on_behalf_of": "public", "organisation_name": "X", "organisation_number": "1"},
            "organisation_number",
        ),
    ],
)
def test_bad_change_is_refused(desk, changes, field):
    signup = SignUpFactory()

    answer = desk.post(reverse("signups:edit", args=[signup.pk]), fields(**changes))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_cancelled_sign_up_has_no_form(desk):
    signup = SignUpFactory(status=STATUS.CANCELLED)

    assert desk.get(reverse("signups:edit", args=[signup.pk])).context["fixed"]
    assert desk.post(reverse("signups:edit", args=[signup.pk]), fields()).status_code == 422


def test_added_by_hand_gets_seat_and_letter(desk):
    meeting = WorkshopPageFactory()
    form = fields(email="Ny@Example.no ", language="en")

    desk.post(reverse("signups:add", args=[meeting.pk]), form)

    signup = SignUp.objects.get(workshop=meeting)
    assert (signup.person.email, signup.status, signup.by_hand, signup.language) == (
        "ny@example.no",
        STATUS.REGISTERED,
        True,
        "en",
    )
    assert Letter.objects.filter(kind=plan.CONFIRMATION, to="ny@example.no").count() == 1


def test_added_by_hand_waits_when_the_meeting_is_full(desk):
    meeting = WorkshopPageFactory(video_capacity=1)
    SignUpFactory(workshop=meeting)

    desk.post(reverse("signups:add", args=[meeting.pk]), fields(email="ny@example.no", language="nb"))

    assert SignUp.objects.get(person__email="ny@example.no").status == STATUS.WAITING


def test_adding_somebody_twice_changes_nothing(desk):
    signup = SignUpFactory(person=PersonFactory(email="ny@example.no"), name="Første")

    desk.post(reverse("signups:add", args=[signup.workshop_id]), fields(email="ny@example.no", language="nb"))

    assert [each.name for each in SignUp.objects.all()] == ["Første"]


def test_nobody_is_added_to_a_past_meeting(desk):
    meeting = WorkshopPageFactory(start=in_days(-3))
    address = reverse("signups:add", args=[meeting.pk])

    assert desk.get(address).status_code == 302
    assert desk.post(address, fields(email="ny@example.no", language="nb")).status_code == 422
    assert not SignUp.objects.exists()


def test_cancelling_gives_the_seat_to_the_first_in_line(desk):
    meeting = WorkshopPageFactory(video_capacity=1)
    seated = SignUpFactory(workshop=meeting)
    waiting = SignUpFactory(workshop=meeting, status=STATUS.WAITING)

    for _press in range(2):
        desk.post(reverse("signups:cancel", args=[seated.pk]))

    seated.refresh_from_db(), waiting.refresh_from_db()
    assert (seated.status, waiting.status) == (STATUS.CANCELLED, STATUS.REGISTERED)
    assert Letter.objects.filter(kind=plan.SIGNED_OFF).count() == 1


def test_checking_in_twice_is_harmless_and_can_be_corrected(desk):
    signup = SignUpFactory()

    for name, status in [
        ("here", "attended"),
        ("here", "attended"),
        ("absent", "absent"),
        ("here", "attended"),
        ("back", "registered"),
    ]:
        answer = desk.post(reverse(f"signups:{name}", args=[signup.pk]))

        signup.refresh_from_db()
        assert signup.status == status
        assert answer.url == f"{reverse('signups:door', args=[signup.workshop_id])}#person-{signup.pk}"


def test_htmx_gets_the_row_back(desk):
    signup = SignUpFactory(name="Kari Nordmann")

    answer = desk.post(reverse("signups:here", args=[signup.pk]), headers={"HX-Request": "true"})

    words = facts(answer)
    assert answer.templates[0].name == "workshops/admin/_door_answer.html"
    assert "1 av 1 har kommet." in words
    assert "hx-swap-oob" in words
    assert facts(answer).startswith(f'<li class="door-person" id="person-{signup.pk}">')


def test_cancelled_cannot_be_checked_in(desk):
    signup = SignUpFactory(status=STATUS.CANCELLED)

    answer = desk.post(reverse("signups:here", args=[signup.pk]), headers={"HX-Request": "true"})

    signup.refresh_from_db()
    assert signup.status == STATUS.CANCELLED
    assert 'role="alert"' in facts(answer)


@pytest.mark.parametrize("step", ["here", "absent", "back"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_waiting_list_is_told_at_the_door_that_there_is_no_seat(desk, step, headers):
    meeting = WorkshopPageFactory(video_capacity=1)
    SignUpFactory(workshop=meeting)
    waiting = SignUpFactory(workshop=meeting, status=STATUS.WAITING)

    answer = desk.post(reverse(f"signups:{step}", args=[waiting.pk]), headers=headers, follow=True)

    waiting.refresh_from_db()
    assert waiting.status == STATUS.WAITING
    assert "venteliste" in facts(answer)


def test_door_counts_and_finds_people_with_constant_queries(desk):
    meeting = WorkshopPageFactory()
    SignUpFactory(workshop=meeting, name="Åse", status=STATUS.ATTENDED)
    SignUpFactory(workshop=meeting, name="Kari", organisation_name="Bua")
    SignUpFactory(workshop=meeting, name="Ola", status=STATUS.CANCELLED)
    address = reverse("signups:door", args=[meeting.pk])

    everybody, two = desk.get(address), queries_of(desk, address)
    SignUpFactory.create_batch(2, workshop=meeting, name="Per")
    found = desk.get(address, {"q": "bua"})

    assert queries_of(desk, address) == two <= MAX_QUERIES
    assert everybody.context["counts"] == {"here": 1, "expected": 2}
    assert [signup.name for signup in everybody.context["signups"]] == ["Kari", "Åse"]
    assert [signup.name for signup in found.context["signups"]] == ["Kari"]


def test_print_list_has_everybody_with_a_place(desk):
    signup = SignUpFactory(name="<b>Kari</b>", access_needs="Teleslynge")
    SignUpFactory(workshop=signup.workshop, name="Ola", status=STATUS.CANCELLED)

    page = facts(desk.get(reverse("signups:print", args=[signup.workshop_id])))

    assert "&lt;b&gt;Kari&lt;/b&gt;" in page
    assert "Teleslynge" in page
    assert "Ola" not in page


def test_csv_is_harmless_filtered_and_logged(desk):
    signup = SignUpFactory(name="=cmd|'/c calc'!A1", access_needs="@SUM(A1)")
    SignUpFactory(workshop=signup.workshop, status=STATUS.CANCELLED)
    SignUpFactory()
    address = reverse("signups:export_csv", args=[signup.workshop_id])

    answer = desk.get(address, {"status": "registered"})

    (_header, row) = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert (row[0], row[1], row[7]) == ("'=cmd|'/c calc'!A1", signup.person.email, "'@SUM(A1)")
    logged = PageLogEntry.objects.get(page=signup.workshop_id, action="workshops.signup.export")
    assert (logged.user, logged.data) == (desk.user, {"rows": 1, "format": "csv"})


def test_xlsx_holds_text_only(desk):
    signup = SignUpFactory(name="=1+1")

    answer = desk.get(reverse("signups:export_xlsx", args=[signup.workshop_id]))

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert (sheet.max_row, sheet["A2"].value, sheet["A2"].data_type) == (2, "'=1+1", "s")
