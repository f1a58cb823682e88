"""Two organisations that are the same become one, and nothing is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.models import Membership, Organisation
from partners.organisations import merging
from partners.organisations.actions import (
    edit_profile,
    note_facts,
    reject_organisation,
    reopen_organisation,
    suspend_organisation,
)
from partners.organisations.errors import CannotMerge, WrongStatus
from partners.organisations.facts import Facts
from partners.organisations.history import history_of
from partners.organisations.invitations import accept_invitation, invite
from partners.organisations.membership import approve_join, ask_to_join
from partners.organisations.merging import KEPT, PROFILE, REGISTER, merge_organisations
from partners.organisations.models import Invitation
from partners.organisations.moving import moved_models
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NUMBER = "310000043"
OTHER_NUMBER = "310000051"


@pytest.fixture
def kept():
    return OrganisationFactory(name="Nordre Sykkelverksted AS", kind="business")


@pytest.fixture
def twin():
    return OrganisationFactory(name="Nordre sykkel", kind="business")


def merge(twin, kept, by):
    return merge_organisations(twin, into=kept, by=by)


def people_of(organisation):
    rows = organisation.memberships.order_by("user__name")
    return list(rows.values_list("user__name", "role", "state"))


def logged(organisation):
    return ModelLogEntry.objects.for_instance(organisation).order_by("-timestamp", "-pk").first()


def test_people_of_both_are_in_the_kept_one(twin, kept, coordinator):
    MembershipFactory(organisation=twin, role="owner", user__name="Silje")
    MembershipFactory(organisation=kept, user__name="Kari")
    MembershipFactory(organisation=twin, state="requested", user__name="Per")

    merge(twin, kept, coordinator)

    assert people_of(kept) == [
        ("Kari", "member", "active"),
        ("Per", "member", "requested"),
        ("Silje", "owner", "active"),
    ]
    assert not Organisation.objects.filter(pk=twin.pk).exists()


@pytest.mark.parametrize(
    ("in_twin", "in_kept", "after"),
    [
        (("owner", "active"), ("member", "active"), ("owner", "active")),
        (("member", "active"), ("owner", "active"), ("owner", "active")),
        (("member", "requested"), ("member", "active"), ("member", "active")),
        (("owner", "active"), ("member", "requested"), ("owner", "active")),
        (("member", "requested"), ("member", "requested"), ("member", "requested")),
    ],
)
def test_somebody_in_both_is_in_it_once_with_the_higher_role(
    twin, kept, coordinator, in_twin, in_kept, after
):
    user = UserFactory()
    earlier = timezone.now() - timedelta(days=9)
    for organisation, (role, state), since in (
        (twin, in_twin, earlier),
        (kept, in_kept, timezone.now()),
    ):
        MembershipFactory(organisation=organisation, user=user, role=role, state=state, since=since)

    merge(twin, kept, coordinator)

    membership = Membership.objects.get(user=user)
    assert (membership.organisation, membership.role, membership.state) == (kept, *after)
    assert membership.since == earlier


@pytest.mark.parametrize("longest", ["twin", "kept"])
def test_of_two_invitations_to_an_address_one_stays(twin, kept, coordinator, longest):
    invitations = {
        "twin": invite(twin, email="k@example.no", role="owner", by=coordinator, language="nb"),
        "kept": invite(kept, email="k@example.no", role="member", by=coordinator, language="nb"),
    }
    later = timezone.now() + timedelta(days=30)
    Invitation.objects.filter(pk=invitations[longest].pk).update(expires_at=later)

    merge(twin, kept, coordinator)

    left = kept.invitations.open().get()
    assert (left.pk, left.role) == (invitations[longest].pk, "owner")
    assert kept.invitations.count() == 2
    assert Letter.objects.waiting().filter(kind="organisations.invitation").count() == 1


def test_invitation_of_the_other_one_opens_the_kept_one(twin, kept, coordinator):
    invitation = invite(twin, email="k@example.no", role="member", by=coordinator, language="nb")
    user = UserFactory(email="k@example.no")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)

    merge(twin, kept, coordinator)

    letter = Letter.objects.get(kind="organisations.invitation")
    assert "Nordre Sykkelverksted AS" in render(letter).subject
    assert accept_invitation(invitation, user=user, language="nb").organisation == kept


def test_number_and_its_facts_come_along(twin, coordinator):
    kept = OrganisationFactory(name="Strikkegjengen", kind="informal")
    Organisation.objects.filter(pk=twin.pk).update(
        number=NUMBER,
        register_state="active",
        checked_at=timezone.now(),
        registered_name="NORDRE SYKKELVERKSTED AS",
        form="Aksjeselskap",
        form_code="AS",
    )
    twin.refresh_from_db()

    merge(twin, kept, coordinator)

    kept.refresh_from_db()
    assert (kept.number, kept.register_state, kept.kind) == (NUMBER, "active", "business")
    assert (kept.name, kept.registered_name) == ("Strikkegjengen", "NORDRE SYKKELVERKSTED AS")


def test_kept_number_and_words_stay(twin, coordinator):
    kept = OrganisationFactory(number=NUMBER, about="Vi reparerer.", needs="")
    Organisation.objects.filter(pk=twin.pk).update(about="Andre ord.", needs="Plass.")
    twin.refresh_from_db()

    merge(twin, kept, coordinator)

    kept.refresh_from_db()
    assert (kept.number, kept.about, kept.needs) == (NUMBER, "Vi reparerer.", "Plass.")


def test_words_for_partners_only_do_not_become_public(twin, kept, coordinator):
    Organisation.objects.filter(pk=twin.pk).update(about="Bare for partnere.", visibility="partners")
    twin.refresh_from_db()

    merge(twin, kept, coordinator)

    kept.refresh_from_db()
    assert (kept.about, kept.visibility) == ("", "public")


def test_two_numbers_are_two_organisations(coordinator):
    one, two = OrganisationFactory(number=NUMBER), OrganisationFactory(number=OTHER_NUMBER)

    with pytest.raises(CannotMerge) as refused:
        merge(one, two, coordinator)

    assert "to ulike organisasjonsnumre" in str(refused.value.message)
    assert Organisation.objects.count() == 2
    assert logged(one) is None


@pytest.mark.parametrize("closed", ["suspended", "rejected"])
@pytest.mark.parametrize("which", ["other", "kept"])
def test_one_that_is_closed_opens_no_way_in(coordinator, closed, which):
    shut = OrganisationFactory(status=closed, reason="Fordi.")
    pair = (shut, OrganisationFactory()) if which == "other" else (OrganisationFactory(), shut)

    with pytest.raises(CannotMerge) as refused:
        merge(*pair, coordinator)

    assert refused.value.reason == CannotMerge.Reason.CLOSED


def test_with_itself_is_refused(kept, coordinator):
    with pytest.raises(CannotMerge):
        merge(kept, kept, coordinator)

    assert Organisation.objects.filter(pk=kept.pk).exists()


def test_status_of_the_kept_one_stays(coordinator):
    twin, kept = OrganisationFactory(status="verified"), OrganisationFactory(status="pending")

    assert merge(twin, kept, coordinator).status == "pending"


def test_pressed_twice_it_is_merged_once(twin, kept, coordinator):
    MembershipFactory(organisation=twin)

    assert merge(twin, kept, coordinator) == merge(twin, kept, coordinator) == kept

    actions = ModelLogEntry.objects.for_instance(kept).filter(action="partners.organisation.merge")
    assert actions.count() == 1
    assert Letter.objects.filter(kind="organisations.merged").count() == 1


def test_the_other_way_round_afterwards_is_refused(twin, kept, coordinator):
    merge(twin, kept, coordinator)

    with pytest.raises(CannotMerge) as refused:
        merge(kept, twin, coordinator)

    assert refused.value.reason == CannotMerge.Reason.GONE


def test_both_logs_tell_what_was_and_what_moved(coordinator):
    twin = OrganisationFactory(name="Nordre sykkel", number=NUMBER, status="pending")
    kept = OrganisationFactory(name="Nordre Sykkelverksted")
    owner = MembershipFactory(organisation=twin, role="owner")
    invitation = invite(twin, email="k@example.no", role="member", by=owner.user, language="nb")

    merge(twin, kept, coordinator)

    entry, there = logged(kept), logged(twin)
    assert (entry.action, entry.user) == ("partners.organisation.merge", coordinator)
    assert entry.data["former"] == {
        "id": twin.pk,
        "name": "Nordre sykkel",
        "number": NUMBER,
        "status": "pending",
    }
    assert entry.data["changed"]["number"] == [None, NUMBER]
    assert entry.data["moved"] == {
        "membership": [{"user": owner.user_id, "role": "owner", "state": "active"}],
        "invitation": [invitation.pk],
        "formerorganisation": [],
        "reply": [],
        "proposal": [],
        "commitment": [],
        "groupmember": [],
        "post": [],
        "joinrequest": [],
    }
    assert (there.action, there.data["into"]) == ("partners.organisation.merged", kept.pk)
    assert there.data["moved"] == entry.data["moved"]


def test_history_of_the_kept_one_holds_the_others(twin, kept, coordinator):
    MembershipFactory(organisation=twin)
    suspend_organisation(twin, reason="En prøve.", by=coordinator)
    reopen_organisation(twin, by=coordinator)
    twin.refresh_from_db()

    merge(twin, kept, coordinator)

    steps = history_of(kept)
    assert [step.title for step in steps] == [
        "Slått sammen med en annen virksomhet",
        "Åpnet igjen",
        "Stengt inntil videre",
    ]
    assert steps[0].reason == "Nordre sykkel. medlemskap: 1"


def test_members_of_both_get_a_letter_each(twin, kept, coordinator):
    both = UserFactory(name="Silje")
    MembershipFactory(organisation=twin, user=both, language="en")
    MembershipFactory(organisation=kept, user=both, language="nb")
    MembershipFactory(organisation=twin, user__name="Kari")
    MembershipFactory(organisation=kept, user__name="Ola")
    MembershipFactory(organisation=kept, state="requested", user__name="Per")

    merge(twin, kept, coordinator)

    letters = Letter.objects.filter(kind="organisations.merged")
    assert letters.count() == 3
    letter = render(letters.get(to=both.email))
    assert letter.subject == "Nordre sykkel er nå en del av Nordre Sykkelverksted AS"
    assert "Kommunen har slått sammen Nordre sykkel med Nordre Sykkelverksted AS" in letter.text
    assert kept.get_absolute_url() in letter.text


def test_letters_that_wait_are_about_the_kept_one(twin, kept, coordinator):
    owner = MembershipFactory(organisation=twin, role="owner")
    ask_to_join(twin, user=UserFactory(name="Per"), language="nb")
    suspend_organisation(twin, reason="En prøve.", by=coordinator)
    reopen_organisation(twin, by=coordinator)
    twin.refresh_from_db()

    merge(twin, kept, coordinator)

    waiting = {letter.kind: letter for letter in Letter.objects.waiting().filter(to=owner.user.email)}
    assert set(waiting) == {"organisations.asked", "organisations.merged"}
    assert kept.get_absolute_url() in render(waiting["organisations.asked"]).text


def test_chain_of_merges_leads_to_the_last(twin, kept, coordinator, client):
    last = OrganisationFactory(name="Sykkelringen")
    member = MembershipFactory(organisation=last)
    merge(twin, kept, coordinator)
    merge(kept, last, coordinator)
    client.force_login(member.user)

    for old in (twin, kept):
        answer = client.get(f"/partner/virksomhet/{old.pk}/")
        assert (answer.status_code, answer["Location"]) == (302, last.get_absolute_url())


def test_old_address_is_unknown_to_strangers_and_takes_no_forms(twin, kept, coordinator, client):
    member = MembershipFactory(organisation=kept, role="owner")
    merge(twin, kept, coordinator)
    old = f"/partner/virksomhet/{twin.pk}/"

    client.force_login(UserFactory())
    assert client.get(old).status_code == 404
    client.force_login(member.user)
    assert client.post(f"{old}profil/", {"about": "Nytt"}).status_code == 404
    assert client.get(old).status_code == 302


def test_who_comes_too_late_joins_the_kept_one(twin, kept, coordinator):
    request = ask_to_join(twin, user=UserFactory(), language="nb")
    merge(twin, kept, coordinator)

    approve_join(request, by=coordinator)
    late = ask_to_join(twin, user=UserFactory(), language="nb")

    assert Membership.objects.get(pk=request.pk).organisation == kept
    assert (late.organisation, Membership.objects.count()) == (kept, 2)


def test_decision_about_one_that_is_gone_is_not_made_about_the_kept_one(twin, kept, coordinator):
    Organisation.objects.filter(pk=twin.pk).update(status="pending")
    twin.refresh_from_db()
    merge(twin, kept, coordinator)

    with pytest.raises(WrongStatus):
        reject_organisation(twin, reason="Nei.", by=coordinator)

    kept.refresh_from_db()
    assert kept.status == "verified"


def test_facts_and_profile_of_one_that_is_gone_do_not_reach_the_kept_one(coordinator):
    twin, kept = OrganisationFactory(), OrganisationFactory(number=NUMBER, about="Vi reparerer.")
    merge(twin, kept, coordinator)

    note_facts(twin, facts=Facts(number=OTHER_NUMBER, name="EN ANNEN"))
    with pytest.raises(Organisation.DoesNotExist):
        edit_profile(twin, by=coordinator, about="Andre ord.")

    kept.refresh_from_db()
    assert (kept.registered_name, kept.about) == ("", "Vi reparerer.")


def test_what_nobody_moves_stops_the_merge(twin, kept, coordinator, monkeypatch):
    member = MembershipFactory(organisation=twin)
    monkeypatch.setattr(merging, "move_everything", lambda gone, kept: {})

    with pytest.raises(RuntimeError, match="Nobody moved"):
        merge(twin, kept, coordinator)

    assert Membership.objects.get(pk=member.pk).organisation == twin


def test_every_model_that_points_at_an_organisation_says_how_it_moves():
    fields = Organisation._meta.get_fields(include_hidden=True)
    pointing = {field.related_model for field in fields if field.auto_created and field.is_relation}
    pointing |= {field.remote_field.through for field in Organisation._meta.many_to_many}

    assert pointing == moved_models()


def test_nothing_points_at_a_membership_that_may_go():
    fields = Membership._meta.get_fields(include_hidden=True)

    assert [field for field in fields if field.auto_created and field.is_relation] == []


def test_every_field_of_an_organisation_is_kept_or_filled_in():
    named = [*KEPT, *PROFILE, *REGISTER]

    fields = [field.name for field in Organisation._meta.concrete_fields if not field.generated]
    assert sorted(named) == sorted(fields)
