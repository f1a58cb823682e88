"""The coordinator's list of people, and the page of what one of them can reach."""

import csv
import io
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from guardian.models import GroupObjectPermission, UserObjectPermission
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from partners.models import User
from partners.people.listing import everybody
from tests.factories import (
    InputFactory,
    MembershipFactory,
    PersonFactory,
    SignUpFactory,
    UserFactory,
)
from tests.staff import COORDINATORS, EDITORS, facts, queries_of, signed_in, staff, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


@pytest.fixture
def kari():
    """Somebody who joined long ago and has done nothing since."""
    long_ago = timezone.now() - timedelta(days=900)
    user = UserFactory(name="Kari Husflid", email="kari@husflid.example", date_joined=long_ago)
    PersonFactory(email=user.email, user=user)
    return user


def at(name, *arguments):
    return reverse(f"people:{name}", args=arguments)


def found(desk, **parameters):
    return {user.email for user in desk.get(at("index"), parameters).context["object_list"]}


def parts(desk, user):
    """{title of a part: {label: (answer, note)}}"""
    page = desk.get(at("person", user.pk))
    return {
        part.title: {line.label: (line.answer, line.note) for line in part.lines}
        for part in page.context["parts"]
    }


def test_row_tells_who_where_when_and_how(desk, kari):
    MembershipFactory(user=kari, organisation__name="Røyken husflidslag")
    MembershipFactory(user=kari, organisation__name="Strikkegjengen", state="requested")
    User.objects.filter(pk=kari.pk).update(last_login=timezone.now() - timedelta(days=2))

    row = facts(desk.get(at("index"), {"q": "kari"}))

    for words in ("Kari Husflid", "kari@husflid.example", "Røyken husflidslag", "Åpen"):
        assert words in row
    assert "Strikkegjengen" not in row


@pytest.mark.parametrize("latest", ["last_login", "input", "signup", "date_joined"])
def test_last_active_is_the_latest_of_what_is_known(kari, latest):
    moments = {"last_login": 30, "input": 20, "signup": 10, "date_joined": 900} | {latest: 1}
    when = {name: timezone.now() - timedelta(days=days) for name, days in moments.items()}
    User.objects.filter(pk=kari.pk).update(last_login=when["last_login"], date_joined=when["date_joined"])
    InputFactory(giver=kari.person, created_at=when["input"])
    InputFactory(giver=kari.person, created_at=when["input"] - timedelta(days=1))
    SignUpFactory(person=kari.person, created_at=when["signup"])

    assert everybody().get(pk=kari.pk).last_active == when[latest]


def test_who_never_did_anything_was_last_active_when_they_joined(kari):
    assert everybody().get(pk=kari.pk).last_active == kari.date_joined


def test_list_has_the_latest_first(desk, kari):
    recent = UserFactory()

    emails = [user.email for user in desk.get(at("index")).context["object_list"]]

    assert emails.index(recent.email) < emails.index(kari.email)


def test_people_are_found_by_name_address_and_organisation(desk, kari):
    MembershipFactory(user=kari, organisation__name="Røyken husflidslag")
    UserFactory(name="Per")

    for words in ("kari", "husflid.example", "røyken"):
        assert found(desk, q=words) == {kari.email}


def test_people_are_found_by_filter(desk, kari):
    closed = UserFactory(is_active=False)
    secure = with_second_factor(UserFactory())
    codes_only = UserFactory()
    Authenticator.objects.create(user=codes_only, type=Authenticator.Type.RECOVERY_CODES, data={})

    assert found(desk, is_active="no") == {closed.email}
    assert found(desk, has_second_factor="yes") == {secure.email, desk.user.email}
    assert codes_only.email in found(desk, has_second_factor="no")
    assert found(desk, is_staff="yes") == {desk.user.email}
    assert found(desk, last_active="longer") == {kari.email}
    assert kari.email not in found(desk, last_active="month")
    assert found(desk, last_active="year") == set()


def test_file_has_what_the_list_has_and_runs_nothing(desk, kari):
    User.objects.filter(pk=kari.pk).update(name="=HYPERLINK(1)")
    MembershipFactory(user=kari, organisation__name="+47 kafeen")

    answers = {each: desk.get(at("export", each), {"q": "husflid"}) for each in ("csv", "xlsx")}

    rows = list(csv.reader(io.StringIO(answers["csv"].content.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answers["xlsx"].content)).active
    assert rows[0][:4] == ["Navn", "E-post", "Virksomheter", "Sist aktiv"]
    assert rows[1][:3] == ["'=HYPERLINK(1)", kari.email, "'+47 kafeen"]
    assert len(rows) == 2
    assert [cell.value for cell in sheet[2]][:3] == rows[1][:3]
    taken = ModelLogEntry.objects.filter(action="partners.person.export")
    assert [entry.data for entry in taken.order_by("pk")] == [
        {"rows": 1, "format": "csv"},
        {"rows": 1, "format": "xlsx"},
    ]
    assert desk.get(at("export", "pdf")).status_code == 404


def test_editors_and_others_find_no_list(client, kari):
    for user, answer in ((staff(EDITORS), 404), (kari, 302)):
        client.force_login(user)
        assert {
            client.get(address).status_code
            for address in (at("index"), at("results"), at("export", "csv"), at("person", kari.pk))
        } == {answer}


def test_volunteer_reaches_only_their_own(desk, kari):
    InputFactory(giver=kari.person, status="adopted")
    InputFactory(giver=kari.person)
    SignUpFactory(person=kari.person)
    SignUpFactory(person=kari.person, status="waiting")

    reach = parts(desk, kari)

    assert reach["Egne innspill"] == {
        "Innspill gitt": ("2", ""),
        "Innspill som kommunen har svart på": ("1", ""),
    }
    assert reach["Egne påmeldinger"] == {"Påmeldt": ("1", ""), "På venteliste": ("1", "")}
    assert reach["Virksomheter"] == {}
    municipal = reach["Arbeid for kommunen"]
    assert municipal.pop("Grupper") == ("Ingen", "")
    assert set(municipal.values()) == {("Nei", "")}


@pytest.mark.parametrize(
    ("role", "state", "status", "says", "can"),
    [
        (
            "owner",
            "active",
            "verified",
            "Eier, godkjent",
            "Kan: se sidene til virksomheten, skrive utkast for den, levere på vegne av den, "
            "invitere, slippe inn og fjerne folk, og endre profilen.",
        ),
        (
            "member",
            "active",
            "pending",
            "Medlem, venter på godkjenning",
            "Kan: se sidene til virksomheten, skrive utkast for den.",
        ),
        (
            "owner",
            "active",
            "suspended",
            "Eier, stengt inntil videre",
            "Kan: se sidene til virksomheten.",
        ),
        ("member", "requested", "verified", "Ber om å bli med, godkjent", "Kan ikke gjøre noe nå."),
    ],
)
def test_membership_says_what_it_allows_by_the_rules(desk, kari, role, state, status, says, can):
    reason = "Fordi." if status == "suspended" else ""
    membership = MembershipFactory(
        user=kari, role=role, state=state, organisation__status=status, organisation__reason=reason
    )

    assert parts(desk, kari)["Virksomheter"] == {membership.organisation.name: (says, can)}


def test_those_who_work_there_reach_what_their_group_does(desk):
    editor, coordinator = staff(EDITORS), staff(COORDINATORS)

    theirs, hers = parts(desk, editor)["Arbeid for kommunen"], parts(desk, coordinator)["Arbeid for kommunen"]

    assert theirs["Grupper"] == ("Redaktører", "")
    assert theirs["Kommer inn på kommunens egne sider"] == ("Ja", "")
    assert theirs["Skrive og publisere sider"] == ("Ja", "")
    rights = [
        "Lese, svare på og skjule alle innspill",
        "Godkjenne, stenge og slå sammen virksomheter",
        "Holde møter og se hvem som er påmeldt",
        "Se alle som har konto",
        "Lese brevene som sendes",
        "Sende brev på nytt og trekke dem tilbake",
    ]
    assert {theirs[right] for right in rights} == {("Nei", "")}
    assert {hers[right] for right in rights} == {("Ja", "")}


def test_admin_is_closed_without_a_second_factor_and_to_closed_accounts(desk):
    open_one, closed = UserFactory(is_staff=True), staff(EDITORS)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    label = "Kommer inn på kommunens egne sider"
    assert parts(desk, open_one)["Arbeid for kommunen"][label] == (
        "Ikke før de har en passnøkkel eller en app for koder",
        "",
    )
    assert parts(desk, closed)["Arbeid for kommunen"][label] == ("Nei", "")


def test_superuser_is_called_one(desk):
    user = with_second_factor(UserFactory(is_superuser=True, is_staff=True))

    assert parts(desk, user)["Arbeid for kommunen"]["Superbruker"][0] == "Ja"


def grant(model, thing, **whom):
    content_type = ContentType.objects.get_for_model(thing)
    permission = Permission.objects.filter(content_type=content_type).order_by("codename").first()
    return model.objects.create(content_object=thing, permission=permission, **whom)


def test_grants_on_single_things_are_listed_by_the_thing(desk, kari):
    kari.groups.add(group := Group.objects.create(name="Vertskap"))
    mine, theirs = InputFactory(text="Et låsbart lager"), InputFactory(text="En benk")
    given = grant(UserObjectPermission, mine, user=kari)
    grant(GroupObjectPermission, theirs, group=group)
    grant(UserObjectPermission, theirs, user=UserFactory())

    right = given.permission.name
    assert parts(desk, kari)["Rettigheter til enkelte ting"] == {
        "Et låsbart lager": (right, "innspill"),
        "En benk": (right, "innspill, gjennom gruppen Vertskap"),
    }


def test_grant_on_what_is_gone_is_left_out(desk, kari):
    thing = InputFactory()
    grant(UserObjectPermission, thing, user=kari)
    thing.delete()

    assert parts(desk, kari)["Rettigheter til enkelte ting"] == {}


def test_list_page_and_file_ask_as_often_for_three_as_for_one(desk, kari):
    def one_more_of_each():
        user = UserFactory()
        MembershipFactory(user=user)
        MembershipFactory(user=kari)
        SignUpFactory(person=kari.person)
        grant(UserObjectPermission, InputFactory(giver=kari.person), user=kari)

    addresses = (at("index"), at("person", kari.pk), at("export", "csv"))
    one_more_of_each()
    one = [queries_of(desk, address) for address in addresses]
    one_more_of_each()
    one_more_of_each()

    assert [queries_of(desk, address) for address in addresses] == one
