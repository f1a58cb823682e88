"""The coordinator's desk for roles, areas and phases."""

import pytest
from django.urls import reverse

from partners.roles.actions import edit_role, marker_of
from partners.roles.models import Area, Phase, Role
from tests.factories import AreaFactory, OfferFactory, ProposalFactory, RoleFactory, handed_in
from tests.staff import COORDINATORS, EDITORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def written(role=None, **values):
    """What the form sends: all of a role."""
    said = {
        "title": "Kafé",
        "need": "Drift fem dager",
        "area": AreaFactory().pk if role is None else role.area_id,
        "priority": "must",
        "unit": "days_week",
        "amount": "5",
        "state": "open",
        "icon": "coffee",
        "order": "3",
    }
    if role is not None:
        said |= {"title": role.title, "unit": role.unit, "amount": role.amount, "seen": marker_of(role)}
    return said | values


def test_role_is_written_with_deadline_on_norways_clock(desk):
    response = desk.post(reverse("roles:add"), written(deadline="2027-05-19T12:00", text="Mat.\n\nOg prat."))

    role = Role.objects.get()
    assert response["Location"] == reverse("roles:index")
    assert (role.slug, role.amount, role.deadline.isoformat()) == ("kafe", 5, "2027-05-19T10:00:00+00:00")
    assert role.text == "Mat.\n\nOg prat."


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 81}, "title"),
        ({"amount": "-1"}, "__all__"),
        ({"amount": "0"}, "__all__"),
        ({"amount": "99999999"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"unit": "miles"}, "unit"),
        ({"area": "999999"}, "area"),
        ({"text": "x" * 4001}, "text"),
        ({"deadline": "in May"}, "deadline"),
        ({"order": "-3"}, "order"),
    ],
)
def test_bad_role_is_refused_and_what_was_written_is_kept(desk, bad, field):
    response = desk.post(reverse("roles:add"), written(**bad))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert response.context["form"]["need"].value() == "Drift fem dager"
    assert not Role.objects.exists()


def test_lines_are_lines_and_texts_are_clean(desk):
    desk.post(reverse("roles:add"), written(title="Kafé\nog\u202e mat", text="a\r\n\r\n\r\n\r\nb"))

    role = Role.objects.get()
    assert (role.title, role.text) == ("Kafé og mat", "a\n\nb")


def test_change_shows_in_the_history_with_before_and_after(desk):
    role = RoleFactory(title="Sykler")
    address = reverse("roles:edit", args=[role.pk])

    desk.post(address, written(role, title="Sykler og ski"))

    page = facts(desk.get(address))
    assert "Rolle endret" in page
    assert "Tittel: Sykler → Sykler og ski" in page


def test_second_coordinator_is_told_and_keeps_what_was_written(desk):
    role = RoleFactory()
    late = written(role, title="Etterpå")
    edit_role(role, seen=marker_of(role), by=desk.user, title="Først")
    address = reverse("roles:edit", args=[role.pk])

    refused = desk.post(address, late)

    assert (refused.status_code, refused.context["form"]["title"].value()) == (422, "Etterpå")
    assert "Noen har endret denne rollen" in facts(refused)
    desk.post(address, late | {"seen": refused.context["seen"]})
    assert Role.objects.get().title == "Etterpå"


def test_unit_in_use_is_refused_beside_its_field(desk):
    role = RoleFactory()
    OfferFactory(version=ProposalFactory().versions.get(), role=role)

    response = desk.post(reverse("roles:edit", args=[role.pk]), written(role, unit="m2"))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["unit"])


def test_role_with_offers_is_not_deleted_and_the_desk_says_why(desk):
    free, wanted = RoleFactory(), RoleFactory()
    OfferFactory(version=ProposalFactory().versions.get(), role=wanted)

    assert desk.post(reverse("roles:delete", args=[free.pk])).status_code == 302
    response = desk.post(reverse("roles:delete", args=[wanted.pk]))

    assert response.status_code == 422
    assert "Noen har tilbudt seg å fylle denne rollen, så den kan ikke slettes." in facts(response)
    assert list(Role.objects.all()) == [wanted]


def test_list_is_in_order_and_is_narrowed(desk):
    phase = Phase.objects.create(name="Åpning")
    last = RoleFactory(title="Sykler", order=2, phase=phase)
    first = RoleFactory(title="Kafé", order=1, state="paused", priority="should")
    handed_in(last)

    def found(**parameters):
        return [role.pk for role in desk.get(reverse("roles:index"), parameters).context["object_list"]]

    assert found() == [first.pk, last.pk]
    assert found(ordering="-proposals") == [last.pk, first.pk]
    assert found(state="paused") == found(priority="should") == found(q="kaf") == [first.pk]
    assert found(phase=phase.pk) == found(area=last.area_id) == [last.pk]


def test_list_takes_as_many_queries_for_three_as_for_one(desk):
    RoleFactory(phase=Phase.objects.create(name="Åpning"))
    one = queries_of(desk, reverse("roles:index"))

    for number in range(2):
        handed_in(RoleFactory(phase=Phase.objects.create(name=f"Fase {number}")))

    assert queries_of(desk, reverse("roles:index")) == one


def test_history_takes_as_many_queries_for_three_as_for_one(desk):
    role = RoleFactory()
    address = reverse("roles:edit", args=[role.pk])

    def change(title):
        role.refresh_from_db()
        edit_role(role, seen=marker_of(role), by=desk.user, title=title, area=AreaFactory())

    change("A")
    one = queries_of(desk, address)
    change("B")
    change("C")

    # Each area stands in the form's list, in the same one query.
    assert queries_of(desk, address) == one


def test_area_in_use_stays(desk):
    role, free = RoleFactory(), AreaFactory()

    desk.post(reverse("areas:delete", args=[free.pk]))
    response = desk.post(reverse("areas:delete", args=[role.area_id]), follow=True)

    assert "En rolle bruker dette." in facts(response)
    assert list(Area.objects.all()) == [role.area]


def test_coordinators_have_the_menu_and_editors_do_not(client):
    for group, is_shown in ((COORDINATORS, True), (EDITORS, False)):
        page = signed_in(client, group).get(reverse("wagtailadmin_home")).content.decode()
        assert ("Roller og forslag" in page) == is_shown
