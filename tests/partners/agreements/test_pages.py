import pytest
from django.urls import reverse

from partners.agreements.actions import confirm_letter, make_letter
from partners.agreements.models import LetterOfIntent, LetterTemplate
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.partners.agreements.conftest import accepted, owner_of
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
LIST = 6
DESK = 13


@pytest.fixture
def letter(lead):
    return make_letter(accepted(by=lead), by=lead)


def addresses(letter):
    return [reverse(name, args=[letter.pk]) for name in ("letter_of_intent", "letter_file")]


def answers(client, letter, user):
    client.force_login(user)
    return [client.get(address).status_code for address in addresses(letter)]


def test_both_sides_read_it(client, letter):
    member = MembershipFactory(organisation=letter.proposal.organisation).user

    for user in (owner_of(letter.proposal), member, staff(COORDINATORS)):
        assert answers(client, letter, user) == [200, 200]


@pytest.mark.parametrize("who", ["stranger", "partner", "asks to join", "removed", "editor"])
def test_letter_and_file_are_unknown_to_others(client, letter, who):
    organisation = letter.proposal.organisation
    users = {
        "stranger": UserFactory,
        "partner": lambda: MembershipFactory(organisation=OrganisationFactory()).user,
        "asks to join": lambda: MembershipFactory(organisation=organisation, state="requested").user,
        "editor": lambda: staff(EDITORS),
        "removed": lambda: _removed(organisation),
    }

    assert answers(client, letter, users[who]()) == [404, 404]


def _removed(organisation):
    membership = MembershipFactory(organisation=organisation)
    user = membership.user
    membership.delete()
    return user


def test_owner_confirms_and_a_member_does_not(client, letter):
    address = reverse("letter_confirm", args=[letter.pk])
    member = MembershipFactory(organisation=letter.proposal.organisation).user
    outcomes = []
    for user in (member, owner_of(letter.proposal)):
        client.force_login(user)
        outcomes.append(client.post(address).status_code)

    letter.refresh_from_db()
    assert (outcomes, letter.partner_by) == ([404, 302], owner_of(letter.proposal))


def test_suspended_organisation_reads_and_does_not_confirm(client, letter):
    organisation = letter.proposal.organisation
    organisation.status, organisation.reason = "suspended", "Fordi."
    organisation.save()
    client.force_login(owner_of(letter.proposal))

    page = client.get(reverse("letter_of_intent", args=[letter.pk]))
    assert (page.status_code, reverse("letter_confirm", args=[letter.pk]) in page.content.decode()) == (
        200,
        False,
    )
    assert client.post(reverse("letter_confirm", args=[letter.pk])).status_code == 404


def test_replaced_letter_is_not_confirmed(client, letter, lead):
    LetterTemplate.objects.update(terms="Nye vilkår.")
    make_letter(letter.proposal, by=lead)
    client.force_login(owner_of(letter.proposal))

    response = client.post(reverse("letter_confirm", args=[letter.pk]), follow=True)

    letter.refresh_from_db()
    assert (response.redirect_chain[-1][0], letter.partner_at) == (reverse("agreement_list"), None)


def test_file_is_given_as_a_download_and_kept_by_nobody(client, letter):
    client.force_login(owner_of(letter.proposal))

    response = client.get(reverse("letter_file", args=[letter.pk]))

    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{letter.file_name}"'
    assert "no-store" in response["Cache-Control"]


def test_list_costs_the_same_for_one_and_three(client, lead, django_assert_num_queries):
    user = MembershipFactory(role="owner").user
    organisation = user.memberships.get().organisation
    client.force_login(user)
    address = reverse("agreement_list")
    for number in (1, 2):
        for _ in range(number):
            proposal = accepted(by=lead, organisation=OrganisationFactory())
            MembershipFactory(organisation=proposal.organisation, user=user)
            confirmed = make_letter(proposal, by=lead)
            for side in ("partner", "municipality"):
                confirm_letter(confirmed, side=side, by=lead)
        client.get(address)
        with django_assert_num_queries(LIST):
            client.get(address)

    assert organisation.memberships.count() == 1


def test_coordinator_makes_and_confirms(client, lead):
    proposal = accepted(by=lead)
    coordinator = staff(COORDINATORS)
    client.force_login(coordinator)

    client.post(reverse("agreements:make", args=[proposal.pk]))
    letter = LetterOfIntent.objects.get()
    client.post(reverse("agreements:confirm", args=[proposal.pk, letter.pk]))

    letter.refresh_from_db()
    page = client.get(reverse("agreements:agreement", args=[proposal.pk])).content.decode()
    assert (letter.made_by, letter.municipality_by) == (coordinator, coordinator)
    assert letter.digest in page


def test_desk_costs_the_same_for_one_and_three(client, lead, django_assert_num_queries):
    client.force_login(staff(COORDINATORS))
    address = reverse("agreements:index")
    for number in (1, 2):
        for _ in range(number):
            make_letter(accepted(by=lead), by=lead)
        client.get(address)
        with django_assert_num_queries(DESK):
            client.get(address)
