"""Roles are written, changed and deleted; each change is logged with what stood before."""

import pytest
from wagtail.models import ModelLogEntry

from partners.roles.actions import TAKEN, create_role, delete_role, edit_role, marker_of
from partners.roles.errors import Changed, InUse, UnitInUse
from partners.roles.models import Role
from portal.slugs import free_slug
from tests.factories import AreaFactory, OfferFactory, ProposalFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(is_staff=True)


def logged(action):
    return [entry.data for entry in ModelLogEntry.objects.filter(action=action)]


def test_new_role_gets_an_address_of_its_title(by):
    role = create_role(by=by, title="Utlån av verktøy", area=AreaFactory(), unit="m2", amount=5)

    assert (role.slug, role.get_absolute_url()) == ("utlan-av-verktoy", "/partner/roller/utlan-av-verktoy/")
    assert logged("partners.role.create") == [{"title": "Utlån av verktøy"}]


def test_addresses_are_free_and_never_those_of_other_pages():
    RoleFactory(slug="kafe")
    RoleFactory(slug="kafe-2")

    def slug_of(title):
        return free_slug(title, among=Role.objects, taken=TAKEN, otherwise="rolle")

    assert slug_of("Kafé") == "kafe-3"
    assert slug_of("Dekning") == "dekning-2"
    assert slug_of("!?") == "rolle"
    assert len(slug_of("Svært " * 40)) <= 80


def test_change_is_logged_with_before_and_after_by_name(by):
    role = RoleFactory(title="Sykler", amount=2, area=AreaFactory(name="Salg"))

    edit_role(
        role, seen=marker_of(role), by=by, title="Sykler og ski", area=AreaFactory(name="Utlån"), amount=3
    )

    assert logged("partners.role.edit") == [
        {"changes": {"title": ["Sykler", "Sykler og ski"], "area": ["Salg", "Utlån"], "amount": ["2", "3"]}}
    ]
    assert Role.objects.get().slug == role.slug


def test_saving_the_same_twice_is_harmless(by):
    role = RoleFactory()
    seen = marker_of(role)

    edit_role(role, seen=seen, by=by, title="Ny")
    edit_role(role, seen=seen, by=by, title="Ny")

    assert len(logged("partners.role.edit")) == 1


def test_one_who_has_not_seen_the_last_change_is_told(by):
    role = RoleFactory()
    seen = marker_of(role)
    edit_role(role, seen=seen, by=by, title="Først")

    with pytest.raises(Changed):
        edit_role(role, seen=seen, by=by, title="Etterpå")

    assert Role.objects.get().title == "Først"


def test_unit_stands_once_somebody_has_offered_in_it(by):
    role = RoleFactory()
    edit_role(role, seen=marker_of(role), by=by, unit="persons")
    role.refresh_from_db()
    OfferFactory(version=ProposalFactory().versions.get(), role=role)

    with pytest.raises(UnitInUse):
        edit_role(role, seen=marker_of(role), by=by, unit="m2")


def test_role_is_deleted_unless_somebody_has_offered_to_fill_it(by):
    free, wanted = RoleFactory(title="Fri"), RoleFactory()
    OfferFactory(version=ProposalFactory().versions.get(), role=wanted)

    delete_role(free, by=by)
    with pytest.raises(InUse):
        delete_role(wanted, by=by)

    assert list(Role.objects.all()) == [wanted]
    assert logged("partners.role.delete") == [{"title": "Fri"}]
