"""The workspace and an organisation's pages, as the people in it and others meet them."""

import logging

import pytest
from django.urls import reverse

from partners.organisations.actions import suspend_organisation
from partners.organisations.invitations import invite
from partners.organisations.models import Invitation, Membership, Organisation
from partners.organisations.tokens import token_of
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.staff import queries_of

pytestmark = pytest.mark.django_db
NUMBER = "310000051"


@pytest.fixture
def as_owner(client, owner):
    client.force_login(owner.user)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def at(name, *arguments):
    return reverse(name, args=arguments)


def test_found_in_the_register_and_registered(client, register, make_user):
    register.add(NUMBER, "SLEMMESTAD SNEKKERI AS")
    client.force_login(make_user("kari@example.no"))

    found = client.get(at("find_organisation"), {"q": "snekkeri"})
    assert at("confirm_organisation", NUMBER) in text(found)
    shown = text(client.get(at("confirm_organisation", NUMBER)))
    assert "Eksempelveien 1, 3470 Slemmestad" in shown

    done = client.post(at("confirm_organisation", NUMBER))

    organisation = Organisation.objects.get()
    assert done.url == organisation.get_absolute_url()
    assert (organisation.name, organisation.register_state) == ("SLEMMESTAD SNEKKERI AS", "active")
    assert "Slemmestad" in text(client.get(at("workspace"))).title()


def test_search_while_typing_gets_the_hits_alone(client, register, member):
    register.add(NUMBER, "SLEMMESTAD SNEKKERI AS")
    client.force_login(member.user)

    hits = client.get(at("find_organisation"), {"q": "snekkeri"}, headers={"HX-Request": "true"})

    assert "<html" not in text(hits)
    assert "SLEMMESTAD SNEKKERI AS" in text(hits)
    assert "HX-Request" in hits["Vary"]


@pytest.mark.parametrize("mood", ["busy", "broken", "down", "slow"])
def test_register_in_trouble_leads_to_filling_in(client, register, make_user, mood, caplog):
    caplog.set_level(logging.CRITICAL)
    register.mood = mood
    client.force_login(make_user("kari@example.no"))

    found = client.get(at("find_organisation"), {"q": NUMBER})
    asked = client.get(at("confirm_organisation", NUMBER))
    done = client.post(
        at("organisation_by_hand"), {"name": "Snekkeriet", "kind": "business", "number": NUMBER}
    )

    assert f"{at('organisation_by_hand')}?number={NUMBER}" in text(found)
    assert asked.url == f"{at('organisation_by_hand')}?number={NUMBER}"
    organisation = Organisation.objects.get()
    assert (done.url, organisation.register_state) == (organisation.get_absolute_url(), "unchecked")
    assert "Ikke kontrollert" in text(client.get(done.url))


def test_deleted_organisation_cannot_be_registered(client, register, make_user):
    register.deleted.add(NUMBER)
    client.force_login(make_user("kari@example.no"))

    assert "slettet" in text(client.get(at("confirm_organisation", NUMBER)))
    assert client.post(at("confirm_organisation", NUMBER)).status_code == 409
    assert not Organisation.objects.exists()


def test_bankrupt_one_is_warned_of(client, register, make_user):
    register.add(NUMBER, "SNEKKERIET", konkurs=True)
    client.force_login(make_user("kari@example.no"))

    assert "Registeret sier: konkurs" in text(client.get(at("confirm_organisation", NUMBER)))


def test_second_person_asks_to_join(client, organisation, owner, make_user):
    client.force_login(make_user("kari@example.no"))
    address = at("confirm_organisation", organisation.number)

    assert "Be om å bli med" in text(client.get(address))
    client.post(address)

    membership = Membership.objects.get(user__email="kari@example.no")
    assert (membership.organisation, membership.state) == (organisation, "requested")
    assert Organisation.objects.count() == 1


def test_group_with_the_same_name_is_offered_before_a_twin_is_made(client, make_user):
    group = OrganisationFactory(name="Strikkegjengen", kind="informal")
    client.force_login(make_user("kari@example.no"))
    fields = {"name": "strikkegjengen", "kind": "informal", "number": ""}

    offered = client.post(at("organisation_by_hand"), fields)
    assert (offered.status_code, offered.context["form"].twins) == (422, [group])

    client.post(at("organisation_by_hand"), fields | {"join": group.pk})
    assert group.memberships.get().state == "requested"
    client.post(at("organisation_by_hand"), fields | {"other": "on"})
    assert Organisation.objects.named("Strikkegjengen").count() == 2


def test_join_by_hand_takes_no_guessed_organisation(client, organisation, make_user):
    client.force_login(make_user("kari@example.no"))
    fields = {"name": "Noe helt annet", "kind": "informal", "number": "", "join": organisation.pk}

    client.post(at("organisation_by_hand"), fields)

    assert not organisation.memberships.exists()


def test_owner_invites_resends_and_revokes(as_owner, organisation):
    as_owner.post(at("organisation_invite", organisation.pk), {"email": "ny@example.no", "role": "member"})
    invitation = Invitation.objects.get()
    as_owner.post(at("invitation_resend", organisation.pk, invitation.pk))
    as_owner.post(at("invitation_revoke", organisation.pk, invitation.pk))

    invitation.refresh_from_db()
    assert (invitation.serial, invitation.revoked_at is None) == (2, False)


def test_bad_invitation_comes_back_with_what_was_typed(as_owner, organisation, member):
    bad = as_owner.post(at("organisation_invite", organisation.pk), {"email": "feil", "role": "member"})
    known = as_owner.post(
        at("organisation_invite", organisation.pk), {"email": member.user.email, "role": "member"}
    )

    assert (bad.status_code, known.status_code) == (422, 422)
    assert bad.context["form"]["email"].value() == "feil"
    assert "Denne personen er medlem." in text(known)


def test_owner_lets_in_changes_role_and_removes(as_owner, organisation):
    asks, other = [MembershipFactory(organisation=organisation, state="requested") for _ in range(2)]

    as_owner.post(at("member_let_in", organisation.pk, asks.pk))
    as_owner.post(at("member_turn_down", organisation.pk, other.pk))
    as_owner.post(at("member_role", organisation.pk, asks.pk), {"role": "owner"})
    asks.refresh_from_db()
    assert asks.is_owner

    assert as_owner.get(at("member_remove", organisation.pk, asks.pk)).status_code == 200
    as_owner.post(at("member_remove", organisation.pk, asks.pk))
    assert organisation.memberships.count() == 1


def test_only_owner_learns_why_they_cannot_leave(as_owner, organisation):
    page = as_owner.post(at("organisation_leave", organisation.pk), follow=True)

    assert "En virksomhet har alltid en eier." in text(page)


def test_member_sees_people_but_neither_requests_nor_addresses(client, organisation, owner, member):
    MembershipFactory(organisation=organisation, state="requested")
    client.force_login(member.user)

    page = client.get(organisation.get_absolute_url())

    assert "Silje Lunde" in text(page)
    assert (page.context["requests"], page.context["invitations"]) == ([], [])
    assert owner.user.email not in text(page)


def test_owner_of_a_suspended_organisation_reads_why(as_owner, organisation, coordinator):
    suspend_organisation(organisation, reason="Meldt konkurs.", by=coordinator)

    assert "Meldt konkurs." in text(as_owner.get(organisation.get_absolute_url()))


def test_who_one_represents_is_remembered(client, member):
    other = MembershipFactory(user=member.user)
    client.force_login(member.user)

    assert client.get(at("workspace")).context["standing"].organisation is None
    for choice, expected in (
        (other.organisation_id, other.organisation),
        (member.organisation_id, member.organisation),
        (0, None),
    ):
        client.post(at("represent"), {"organisation": choice})
        assert client.get(at("workspace")).context["standing"].organisation == expected


def test_only_approved_organisation_is_represented_until_one_chooses(client, member):
    client.force_login(member.user)

    standing = client.get(at("workspace")).context["standing"]

    assert (standing.organisation, standing.may_submit) == (member.organisation, True)


def test_own_organisation_comes_before_one_is_a_member_of(client, owner):
    MembershipFactory(user=owner.user)
    client.force_login(owner.user)

    assert client.get(at("workspace")).context["standing"].organisation == owner.organisation


def test_pending_organisation_can_draft_but_not_submit(client):
    pending = MembershipFactory(organisation__status="pending")
    client.force_login(pending.user)

    client.post(at("represent"), {"organisation": pending.organisation_id})

    standing = client.get(at("workspace")).context["standing"]
    assert (standing.organisation, standing.may_submit) == (pending.organisation, False)


@pytest.mark.parametrize("address", ["https://ondt.example/", "//ondt.example", "javascript:alert(1)"])
def test_switch_sends_nobody_elsewhere(client, member, address):
    client.force_login(member.user)

    answer = client.post(at("represent"), {"organisation": "0", "next": address})

    assert answer.url == at("workspace")


def test_invitation_is_accepted_by_its_address(client, organisation, owner, make_user):
    invitation = invite(organisation, email="kari@example.no", role="member", by=owner.user, language="nb")
    address = at("organisation_invitation", token_of(invitation))

    door = client.get(address)
    assert f"next={address}" in text(door)
    assert "kari@example.no" not in text(door)
    assert "no-store" in door["Cache-Control"]

    client.force_login(make_user("kari@example.no"))
    assert "Ta imot invitasjonen" in text(client.get(address))
    client.post(address)
    assert organisation.memberships.active().count() == 2


def test_invitation_is_refused_to_another_account(client, organisation, owner, make_user):
    invitation = invite(organisation, email="kari@example.no", role="owner", by=owner.user, language="nb")
    client.force_login(make_user("tyv@example.no"))

    answer = client.post(at("organisation_invitation", token_of(invitation)))

    assert "kari@example.no" not in text(answer)
    assert organisation.memberships.count() == 1


def test_guessing_invitations_is_stopped(client):
    answers = [client.get(at("organisation_invitation", f"{n:064x}")).status_code for n in range(32)]

    assert answers == [404] * 30 + [429] * 2


def test_what_waits_is_on_the_overview(client, organisation, owner, make_user):
    user = make_user("kari@example.no")
    mine = MembershipFactory(user=user, role="owner")
    MembershipFactory(organisation=mine.organisation, state="requested", user__name="Ola Spør")
    invite(organisation, email="kari@example.no", role="member", by=owner.user, language="nb")
    client.force_login(user)

    page = text(client.get(at("workspace")))

    assert f"Ola Spør ber om å bli med i {mine.organisation.name}" in page
    assert f"Du er invitert til å representere {organisation.name}" in page


def test_name_of_an_organisation_is_text(as_owner, organisation):
    Organisation.objects.update(name="<script>alert(1)</script>", about="<img src=x>")

    for address in (organisation.get_absolute_url(), at("workspace")):
        assert "<script>alert" not in text(as_owner.get(address))


def test_lists_ask_as_often_for_three_as_for_one(client, organisation, owner):
    def members(number):
        for _ in range(number):
            MembershipFactory(organisation=organisation)
            MembershipFactory(organisation=organisation, state="requested")
            MembershipFactory(user=owner.user, role="owner")
        client.force_login(owner.user)
        addresses = (organisation.get_absolute_url(), at("workspace"))
        return [queries_of(client, address) for address in addresses]

    assert members(1) == members(2)


def test_unknown_person_has_an_empty_workspace(client):
    client.force_login(UserFactory(name=""))

    page = text(client.get(at("workspace")))

    assert "Du er med som deg selv" in page
