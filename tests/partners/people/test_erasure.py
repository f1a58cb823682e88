"""An account is closed, regretted or erased; afterwards no column of any table knows whose it was."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import models
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from partners.inputs.actions import answer_input, give_inputs
from partners.inputs.models import Input
from partners.organisations.actions import found_organisation
from partners.organisations.invitations import invite
from partners.organisations.membership import ask_to_join
from partners.organisations.models import Invitation, Membership
from partners.people.actions import claim
from partners.people.closing import close_account, erase_account, erase_closed_accounts, keep_account
from partners.people.copies import ask_for_copy, make_copy
from partners.people.erasing import cleared_models
from partners.people.errors import WorksHere
from partners.people.models import DataCopy, Person, User
from partners.people.wishes import turn_off
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from portal.mail.topics import optional_topic
from portal.storage import private_files
from tests.factories import (
    AnswerFactory,
    InputFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
    in_days,
)
from tests.partners.people.conftest import confirmed, last_letter, sign_in
from tests.partners.people.test_copy import pointing_at
from tests.staff import COORDINATORS, EDITORS, facts, staff, with_second_factor
from tests.traces import columns, found
from workshops.signups.actions import change_sign_up, sign_up
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
EMAIL = "kari.sporløs@example.no".replace("ø", "o")
NAME = "Kari Sporløs Nordmann"
REGRET = timedelta(days=14)


@pytest.fixture
def kari():
    return confirmed(UserFactory(email=EMAIL, name=NAME))


def close_and_wait(user):
    """Close the account as if the time to regret were over."""
    close_account(user)
    User.objects.filter(pk=user.pk).update(erase_after=timezone.now())


def erase(user):
    close_and_wait(user)
    return erase_account(user.pk)


def live_a_life(user, client):
    """Everything that a person can do here today, by the actions that people's own clicks lead to."""
    sign_in(client, user.email)
    person = Person.objects.get(user=user)
    to_come, past = WorkshopPageFactory(room_capacity=None), WorkshopPageFactory(start=in_days(5))
    fields = {"person": person, "name": NAME, "attendance": SignUp.Attendance.VIDEO, "access_needs": "Tolk"}
    seat = sign_up(to_come, **fields, organisation_name=f"{NAME} ENK", on_behalf_of="business")
    held = sign_up(
        past, **fields, answers=[(None, "Svar fra påmeldingen")], visibility="everyone", shown_as="name"
    )
    own = {"on_behalf_of": "self", "organisation_number": "", "access_needs": "Rampe"}
    change_sign_up(seat, name=f"{NAME} jr", attendance="video", organisation_name="", **own)
    past.start, past.end = in_days(-5), in_days(-5) + timedelta(hours=1)
    past.save()
    [said] = give_inputs(
        to_come,
        answers=[(None, "Legg senteret ved bussen.")],
        person=person,
        name=NAME,
        organisation=f"{NAME} ENK",
        visibility="everyone",
        shown_as="name",
        language="nb",
    )
    answer_input(said, status="adopted", text="Takk.", by=UserFactory())
    it = found_organisation(by=user, name="Ombrukslaget Sjøstrand", kind="association")
    it.contact_name = NAME
    it.save()
    invite(it, email="venn@example.no", role="member", by=user, language="nb")
    elsewhere = MembershipFactory(role="owner").organisation
    ask_to_join(elsewhere, user=user, language="nb")
    third = MembershipFactory(role="owner")
    invite(third.organisation, email=EMAIL.upper(), role="member", by=third.user, language="nb")
    turn_off(person, optional_topic("meetings.after"))
    with_second_factor(user)
    assign_perm("partners.answer_input", user, said)
    copy = ask_for_copy(user, language="nb")
    make_copy.call(copy.pk, "nb")
    deliver_due()
    client.get("/min-side/")
    return {"seat": seat, "held": held, "said": said, "organisation": it}


def test_every_column_of_every_table_is_searched_and_nothing_is_found(client, kari, smtp_server):
    smtp_server.refuse.add("venn@example.no")
    life = live_a_life(kari, client)
    words = (EMAIL, EMAIL.split("@")[0], NAME)
    before = {each: found(each) for each in words}
    to_others = Letter.objects.filter(text__contains=NAME).exclude(to=EMAIL).count()

    erase(kari)
    deliver_due()

    assert {"partners_user.email", "partners_person.email", "account_emailaddress.email"} <= before[EMAIL]
    assert {"portal_letter.to", "partners_invitation.email"} <= before[EMAIL]
    assert {"partners_user.name", "workshops_signup.name", "partners_input.giver_name"} <= before[NAME]
    assert {"partners_organisation.contact_name", "portal_letter.text", "portal_letter.html"} <= before[NAME]
    assert "wagtailcore_modellogentry.label" in before[NAME]
    assert to_others == 1
    assert {each: found(each) for each in words} == {each: set() for each in words}
    assert Input.objects.get(pk=life["said"].pk).text == "Legg senteret ved bussen."
    assert len(columns()) > 500


def test_last_letter_is_sent_and_leaves_no_trace(client, kari, smtp_server):
    sign_in(client, EMAIL)
    erase(kari)
    waiting = found(EMAIL)

    deliver_due()

    assert waiting == {"portal_letter.to"}
    assert smtp_server.to(EMAIL)[-1]["Subject"] == "Kontoen din er slettet"
    assert found(EMAIL) == set()


def test_last_letter_that_is_refused_for_good_leaves_no_trace_either(kari, smtp_server):
    smtp_server.refuse.add(EMAIL)
    erase(kari)

    deliver_due()

    assert smtp_server.to(EMAIL) == []
    assert found(EMAIL) == set()


def test_every_model_that_points_at_people_is_cleared_or_stays_for_a_reason():
    assert pointing_at(User, Person) - set(cleared_models()) == set()


def test_what_is_said_to_go_with_the_account_does():
    cascading = {
        relation.related_model._meta.label
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.auto_created and getattr(relation, "on_delete", None) is models.CASCADE
    }
    claimed = {label for label, why in cleared_models().items() if "by the database's own rule" in why}

    assert claimed - cascading == set()


def test_input_stays_under_former_participant(client, kari):
    person = claim(kari, email=EMAIL)
    said = InputFactory(giver=person, giver_name=NAME, giver_organisation="Husflidslaget")
    for_organisation = InputFactory(
        giver=person, giver_name=NAME, giver_organisation="Husflidslaget", shown_as="organisation"
    )
    for_own_firm = InputFactory(
        giver=person, giver_name=NAME, giver_organisation=f"{NAME} ENK", shown_as="organisation"
    )
    anonymous = InputFactory(giver=person, giver_name=NAME, shown_as="anonymous")
    nameless = InputFactory(
        giver=None, giver_name="", giver_organisation="Husflidslaget", shown_as="organisation"
    )
    AnswerFactory(input=said, text="Takk for det.")

    erase(kari)

    shown = {each.pk: each.public_name for each in Input.objects.all()}
    assert shown == {
        said.pk: "Tidligere deltaker",
        for_organisation.pk: "Tidligere deltaker, Husflidslaget",
        for_own_firm.pk: "Tidligere deltaker",
        anonymous.pk: "",
        nameless.pk: "Husflidslaget",
    }
    forgotten = Input.objects.filter(is_forgotten=True).order_by("pk")
    assert list(forgotten) == [said, for_organisation, for_own_firm, anonymous]
    page = facts(client.get(said.get_absolute_url()))
    assert "Innspill fra Tidligere deltaker" in page
    assert "Takk for det." in page


def test_seat_at_a_meeting_to_come_goes_to_the_next_in_line(kari):
    person = claim(kari, email=EMAIL)
    meeting = WorkshopPageFactory(video_capacity=1)
    mine = sign_up(meeting, person=person, name=NAME, attendance="video")
    next_one = sign_up(
        meeting, person=PersonFactory(email="neste@example.no"), name="Neste", attendance="video"
    )

    erase(kari)

    mine.refresh_from_db()
    next_one.refresh_from_db()
    assert (mine.status, mine.person, mine.name, next_one.status) == (
        "cancelled",
        None,
        "Tidligere deltaker",
        "registered",
    )
    assert Letter.objects.filter(kind="workshops.promoted", to="neste@example.no").exists()


def test_meeting_that_has_been_keeps_its_count_and_forgets_the_person(client, kari):
    person = claim(kari, email=EMAIL)
    held = SignUpFactory(
        workshop__start=in_days(-3), person=person, name=NAME, status="attended", access_needs="Tolk"
    )
    before = held.get_absolute_url()

    erase(kari)

    held.refresh_from_db()
    assert (held.status, held.person, held.access_needs) == ("attended", None, "")
    assert client.get(before).status_code == 404


def test_only_owner_is_told_what_becomes_of_the_organisation_and_so_it_becomes(client, kari):
    alone = MembershipFactory(user=kari, role="owner", organisation__name="Alenelaget").organisation
    shared = MembershipFactory(user=kari, role="owner", organisation__name="Felleslaget").organisation
    heir = MembershipFactory(organisation=shared, user__name="Ola Arving")
    both = MembershipFactory(user=kari, role="owner", organisation__name="Toeierlaget").organisation
    MembershipFactory(organisation=both, role="owner")
    client.force_login(kari)

    page = facts(client.get("/min-side/slett/"))
    erase(kari)

    assert "Ingen andre representerer Alenelaget." in page
    assert "Du er den eneste eieren av Felleslaget. Ola Arving" in page
    assert "Toeierlaget" not in page
    for each in (alone, shared, heir, both):
        each.refresh_from_db()
    assert (alone.status, shared.status, heir.role, both.status) == (
        "suspended",
        "verified",
        "owner",
        "verified",
    )


def test_everything_that_opens_a_door_is_gone(client, kari, django_capture_on_commit_callbacks):
    life = live_a_life(kari, client)
    file, pk = DataCopy.objects.get().file.name, kari.pk

    with django_capture_on_commit_callbacks(execute=True):
        erase(kari)

    left = [
        model.objects.filter(user_id=pk).count()
        for model in (EmailAddress, Authenticator, UserSession, UserObjectPermission, Membership, DataCopy)
    ]
    assert left == [0] * 6
    assert not User.objects.filter(pk=pk).exists()
    assert not Session.objects.exists()
    assert not private_files().exists(file)
    assert not Invitation.objects.filter(email__iexact=EMAIL).exists()
    assert life["organisation"].memberships.count() == 0
    assert client.get("/min-side/")["Location"].startswith("/konto/login/")


def test_what_others_have_is_left_alone(kari):
    signup, said = SignUpFactory(name="Per"), InputFactory(giver_name="Per")
    SignUpFactory(person=claim(kari, email=EMAIL), workshop=signup.workshop)
    unproven = PersonFactory(email="per@example.no")
    EmailAddress.objects.create(user=kari, email=unproven.email, verified=False)

    erase(kari)

    signup.refresh_from_db()
    said.refresh_from_db()
    assert (signup.name, signup.status, said.giver_name) == ("Per", "registered", "Per")
    assert Person.objects.filter(pk=unproven.pk).exists()


def test_former_employee_leaves_answers_behind_without_a_name(kari, smtp_server):
    answer = AnswerFactory(by=kari)
    kari.groups.add(Group.objects.get(name=EDITORS))
    kari.groups.clear()

    erase(kari)

    answer.refresh_from_db()
    assert (answer.by.name, answer.by.is_active) == ("Tidligere bruker", False)
    deliver_due()
    assert (found(EMAIL), found(NAME)) == (set(), set())
    assert not EmailAddress.objects.exists()


def test_session_that_only_began_to_sign_in_forgets_the_address_too(client, kari):
    client.post("/konto/login/", {"login": EMAIL})
    known = [EMAIL in str(each.get_decoded()) for each in Session.objects.all()]

    erase(kari)

    assert known == [True]
    assert not Session.objects.exists()


# Closing and regretting.


def close(client, follow=False):
    return client.post("/min-side/slett/", {"sure": "on"}, follow=follow)


def test_closing_signs_out_everywhere_and_tells_by_letter(client, kari):
    from django.test import Client

    elsewhere = Client()
    sign_in(elsewhere, EMAIL)
    sign_in(client, EMAIL)

    answer = close(client)

    kari.refresh_from_db()
    assert answer["Location"] == "/min-side/slettet/"
    assert abs(kari.erase_after - timezone.now() - REGRET) < timedelta(minutes=1)
    assert [each.get("/min-side/").status_code for each in (client, elsewhere)] == [302, 302]
    assert not UserSession.objects.exists()
    assert last_letter(EMAIL).subject == "Kontoen din er stengt"


def test_form_without_the_tick_is_refused(client, kari):
    sign_in(client, EMAIL)

    assert client.post("/min-side/slett/", {}).status_code == 422
    kari.refresh_from_db()
    assert not kari.is_closed


def test_stolen_session_cannot_close_the_account(client, kari):
    client.force_login(kari)

    assert close(client)["Location"].startswith("/konto/reauthenticate/?next=")
    kari.refresh_from_db()
    assert not kari.is_closed


def test_closed_account_opens_nothing_but_the_way_back(client, kari):
    MembershipFactory(user=kari, role="owner")
    close_account(kari)
    sign_in(client, EMAIL)
    way_back = reverse("keep_account")

    for address in ("/min-side/", "/min-side/data/fil/", "/partner/", "/", "/en/min-side/", "/konto/email/"):
        assert client.get(address)["Location"].endswith(way_back), address
    assert client.get(way_back).status_code == 200


def test_account_that_is_regretted_is_as_before(client, kari):
    person = claim(kari, email=EMAIL)
    signup = SignUpFactory(person=person)
    close_account(kari)
    sign_in(client, EMAIL)

    answer = client.post(reverse("keep_account"))

    assert answer["Location"] == "/min-side/"
    assert signup.workshop.title in facts(client.get("/min-side/"))
    assert last_letter(EMAIL).subject == "Kontoen din er åpen igjen"
    assert erase_closed_accounts() == 0


def test_closing_and_regretting_twice_is_harmless(kari):
    first = close_account(kari).erase_after
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        second = close_account(kari).erase_after
    kept = [keep_account(kari).erase_after, keep_account(kari).erase_after]

    assert first == second
    assert kept == [None, None]
    assert Letter.objects.filter(to=EMAIL).count() == 2


def test_chore_waits_fourteen_days_and_erases_once(kari):
    close_account(kari)

    with time_machine.travel(timezone.now() + REGRET - timedelta(minutes=1)):
        early = erase_closed_accounts()
    with time_machine.travel(timezone.now() + REGRET + timedelta(minutes=1)):
        late = [erase_closed_accounts(), erase_closed_accounts()]

    assert (early, late) == (0, [1, 0])
    assert Letter.objects.get(to=EMAIL).kind == "people.erased"


def test_regret_that_comes_too_late_is_told_so(client, kari):
    close_account(kari)
    sign_in(client, EMAIL)
    User.objects.filter(pk=kari.pk).update(erase_after=timezone.now())
    erase_account(kari.pk)

    assert client.post(reverse("keep_account"))["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("group", [EDITORS, COORDINATORS])
def test_who_works_here_cannot_vanish_by_a_button(client, group):
    user = staff(group)
    client.force_login(user)

    with pytest.raises(WorksHere):
        close_account(user)
    page = facts(client.get("/min-side/slett/"))

    assert "Be en kollega" in page
    assert 'name="sure"' not in page


def test_who_got_work_here_after_closing_is_not_erased(kari):
    close_and_wait(kari)
    kari.groups.add(Group.objects.get(name=COORDINATORS))

    assert erase_closed_accounts() == 0
    assert User.objects.filter(pk=kari.pk).exists()


def test_trouble_with_one_does_not_stop_the_others(kari):
    """A row that protects the person, which no eraser knows of, stands for any trouble there may be."""
    trouble = confirmed(UserFactory(email="forst@example.no", name="Først Ut"))
    close_and_wait(trouble)
    close_and_wait(kari)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE clings (user_id bigint REFERENCES partners_user)")
        cursor.execute("INSERT INTO clings VALUES (%s)", [trouble.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(Exception, match="clings"):
        erase_closed_accounts()

    assert set(User.objects.filter(email__in=[EMAIL, trouble.email])) == {trouble}


def test_organisation_without_the_person_is_not_asked_twice(kari):
    it = OrganisationFactory()
    ask_to_join(it, user=kari, language="nb")

    erase(kari)

    assert it.memberships.count() == 0
