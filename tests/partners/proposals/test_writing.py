"""Writing a draft through its pages: by hand and by script, alone and with a colleague."""

import pytest
from django.test import Client
from django.urls import reverse

from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.drafting import begin_version
from partners.proposals.models import Passage, Proposal, Resource
from tests.factories import (
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    ProposalFactory,
    RoleFactory,
    UserFactory,
    complete,
)
from tests.staff import queries_of

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def at(name, *arguments):
    return reverse(name, args=arguments)


class Writer:
    """Somebody at their own browser: opens a page, and sends it with what was shown."""

    def __init__(self, user):
        self.client = Client()
        self.client.force_login(user)
        self.fields = {}

    def open(self, proposal, step):
        self.address = at("proposal_step", proposal.pk, step)
        form = self.client.get(self.address).context["form"]
        self.fields = {}
        for field in form:
            value = field.value()
            if isinstance(value, bool):
                value = "on" if value else None
            if value is not None and field.name not in ("chosen",):
                self.fields[field.name] = value
        return self

    def send(self, *, typing=False, **fields):
        data = self.fields | fields
        headers = {"X-Autosave": "1"} if typing else {}
        self.answer = self.client.post(self.address, data, headers=headers)
        return self.answer

    def type(self, part, **fields):
        """What the script sends: one part alone."""
        data = {name: value for name, value in self.fields.items() if name.startswith(part)} | fields
        self.answer = self.client.post(self.address, data, headers={"X-Autosave": "1"})
        return self.answer


@pytest.fixture
def writer(silje):
    return Writer(silje)


@pytest.fixture
def colleague(ola):
    return Writer(ola)


def texts_of(proposal):
    return dict(Passage.objects.filter(version__proposal=proposal).values_list("key", "text"))


def version_of(proposal):
    return proposal.versions.get(submitted_at=None)


def test_new_one_begins_with_the_role_that_was_asked_about(client, silje, organisation, role):
    client.force_login(silje)
    page = client.get(at("proposal_new"), {"role": "sykler"})
    assert "Reparasjon av sykler" in text(page)
    assert "Nordre Sykkelverksted AS" in text(page)

    fields = {"role": "sykler", "organisation": organisation.pk}
    answers = [client.post(at("proposal_new"), fields) for _twice in range(2)]

    proposal = Proposal.objects.get()
    assert {answer.url for answer in answers} == {at("proposal_step", proposal.pk, "roller")}
    assert (proposal.organisation, [each.role for each in version_of(proposal).offers.all()]) == (
        organisation,
        [role],
    )


@pytest.mark.parametrize("slug", ["finnes-ikke", "lukket"])
def test_new_one_for_no_open_role_is_not_there(client, silje, slug):
    RoleFactory(slug="lukket", state="closed")
    client.force_login(silje)

    assert client.get(at("proposal_new"), {"role": slug}).status_code == 404


def test_nobody_begins_for_an_organisation_of_others(client, silje):
    client.force_login(silje)

    answer = client.post(at("proposal_new"), {"organisation": OrganisationFactory().pk})

    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_volunteer_begins_for_themselves(client, user_without_organisation):
    client.force_login(user_without_organisation)

    client.post(at("proposal_new"), {"organisation": "0"})

    assert Proposal.objects.get().organisation is None


@pytest.fixture
def user_without_organisation(db):
    return UserFactory(name="Per Olav Vik")


def test_each_page_is_saved_and_leads_to_the_next(writer, draft, role):
    other = RoleFactory(title="Kafé")
    to = writer.open(draft, "roller").send(roles=[role.pk, other.pk], takes_part=["participant"], to="tilbud")
    assert to.url == at("proposal_step", draft.pk, "tilbud")
    fields = {
        f"role_{role.pk}": "1,5",
        f"role_{role.pk}_part": "contribute",
        f"role_{role.pk}_readers": "everyone",
        "summary": "Vi reparerer sykler.",
        "summary_readers": "everyone",
        "offer": "En mekaniker.",
        "offer_secret": "on",
        "starts": "2027-01-04",
    }
    to = writer.open(draft, "tilbud").send(**fields, to="behov")
    assert to.url == at("proposal_step", draft.pk, "behov")
    to = writer.open(draft, "behov").send(
        success="Lav leie.", resource_needs_transport="Varebil", to="referanser"
    )
    assert to.url == at("proposal_step", draft.pk, "referanser")
    writer.open(draft, "referanser").send(references="Sykkelhjelpen i Slemmestad.", to="vedlegg")

    version = version_of(draft)
    offers = {each.role: (each.part, each.amount, each.visibility) for each in version.offers.all()}
    passages = {each.key: (each.text, each.visibility, each.is_secret) for each in version.passages.all()}
    assert (version.as_developer, version.as_participant, str(version.starts)) == (False, True, "2027-01-04")
    assert {role: (part, str(amount), seen) for role, (part, amount, seen) in offers.items()} == {
        role: ("contribute", "1.5", "everyone"),
        other: ("lead", "None", "partners"),
    }
    assert passages == {
        "summary": ("Vi reparerer sykler.", "everyone", False),
        "offer": ("En mekaniker.", "municipality", True),
        "success": ("Lav leie.", "municipality", False),
        "references": ("Sykkelhjelpen i Slemmestad.", "municipality", False),
    }
    assert [str(each) for each in version.resources.all()] == ["Trenger: Transport"]


def test_roles_chosen_anew_keep_what_was_said_of_those_that_stay(writer, draft, role):
    OfferFactory(version=version_of(draft), role=role, amount=3, visibility="everyone")
    other = RoleFactory()

    writer.open(draft, "roller").send(roles=[role.pk, other.pk])

    kept = version_of(draft).offers.get(role=role)
    assert (str(kept.amount), kept.visibility) == ("3.0", "everyone")


@pytest.mark.parametrize(
    "amount", ["-1", "0", "NaN", "Infinity", "1e9", "1000000", "0,05", "1,55", "to", "1.500,0", "٣ ٣ x"]
)
def test_absurd_amount_is_told_and_the_rest_is_saved(writer, draft, role, amount):
    OfferFactory(version=version_of(draft), role=role, amount=2)

    answer = writer.open(draft, "tilbud").send(**{f"role_{role.pk}": amount, "summary": "Kort."})

    assert answer.status_code == 422
    assert answer.context["form"][f"role_{role.pk}"].value() == amount
    assert answer.context["form"][f"role_{role.pk}"].errors
    assert str(version_of(draft).offers.get().amount) == "2.0"
    assert texts_of(draft) == {"summary": "Kort."}


@pytest.mark.parametrize(
    ("typed", "kept"), [("1,5", "1.5"), (" 1 500 ", "1500.0"), ("2.5", "2.5"), ("", "None")]
)
def test_amount_is_read_as_people_write_it(writer, draft, role, typed, kept):
    OfferFactory(version=version_of(draft), role=role, amount=2)

    writer.open(draft, "tilbud").send(**{f"role_{role.pk}": typed})

    assert str(version_of(draft).offers.get().amount) == kept


def test_amount_is_shown_with_comma_and_untouched_when_sent_back(writer, draft, role):
    OfferFactory(version=version_of(draft), role=role, amount="1.5")

    writer.open(draft, "tilbud")
    assert writer.fields[f"role_{role.pk}"] == "1,5"
    writer.send()

    assert version_of(draft).revision == 0


def test_fifty_pages_pasted_come_back_whole_and_unsaved(writer, draft):
    pages = "Vi reparerer sykler. " * 7500

    answer = writer.open(draft, "tilbud").send(summary=pages, offer="Kort og godt.")

    assert answer.status_code == 422
    assert answer.context["form"]["summary"].value() == pages
    assert texts_of(draft) == {"offer": "Kort og godt."}


def test_last_day_before_the_first_is_told(writer, draft):
    answer = writer.open(draft, "tilbud").send(starts="2027-02-01", ends="2027-01-01")

    assert answer.status_code == 422
    assert version_of(draft).starts is None


def test_role_that_closes_meanwhile_is_told(writer, draft, role):
    writer.open(draft, "roller")
    role.state = "closed"
    role.save()

    answer = writer.send(roles=[role.pk], idea="En idé")

    assert answer.status_code == 422
    assert answer.context["form"]["idea"].value() == "En idé"


def test_script_saves_one_part_and_learns_what_to_send_next_time(writer, draft):
    writer.open(draft, "tilbud")

    first = writer.type("summary", summary="Ett").json()
    second = writer.type("summary", summary="To", summary_seen=first["seen"]["summary"])

    assert first["said"].startswith("Lagret kl. ")
    assert (second.status_code, texts_of(draft)) == (200, {"summary": "To"})


def test_script_is_told_of_errors(writer, draft):
    writer.open(draft, "tilbud")

    answer = writer.type("summary", summary="x" * 6001)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["summary"]


def test_two_tabs_do_not_overwrite_each_other(silje, draft):
    one, two = Writer(silje).open(draft, "tilbud"), Writer(silje).open(draft, "tilbud")
    one.type("summary", summary="Fra den ene")

    answer = two.type("summary", summary="Fra den andre")

    assert answer.status_code == 409
    assert "Fra den ene" in answer.json()["conflicts"]["summary"]
    assert texts_of(draft) == {"summary": "Fra den ene"}


def test_colleagues_who_write_on_different_parts_never_meet(writer, colleague, draft):
    writer.open(draft, "tilbud")
    colleague.open(draft, "tilbud")

    assert writer.send(summary="Siljes").status_code == 302
    assert colleague.send(offer="Olas").status_code == 302

    assert texts_of(draft) == {"summary": "Siljes", "offer": "Olas"}


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_without_a_script_a_conflict_shows_both_texts_and_is_settled(writer, colleague, draft, choice):
    writer.open(draft, "tilbud")
    colleague.open(draft, "tilbud").send(summary="Olas tekst", summary_readers="everyone")

    met = writer.send(summary="Siljes tekst", offer="Og mer", to="behov")

    assert met.status_code == 409
    shown = text(met)
    assert "Ola Kollega endret «Kort sagt»" in shown
    assert "Olas tekst" in shown
    assert met.context["form"]["summary"].value() == "Siljes tekst"
    assert texts_of(draft) == {"summary": "Olas tekst", "offer": "Og mer"}

    form = met.context["form"]
    writer.fields = {field.name: field.value() or "" for field in form if field.value() not in (None, False)}
    settled = writer.send(summary_open="1", summary_choice=choice)
    expected = {"mine": "Siljes tekst", "theirs": "Olas tekst", "both": "Olas tekst"}
    assert texts_of(draft)["summary"] == expected[choice]
    if choice == "both":
        assert settled.status_code == 422
        assert settled.context["form"]["summary"].value() == "Siljes tekst\n\nOlas tekst"
        writer.fields = {f.name: f.value() for f in settled.context["form"] if f.value() not in (None, False)}
        assert writer.send().status_code == 302
        assert texts_of(draft)["summary"] == "Siljes tekst\n\nOlas tekst"
    else:
        assert settled.status_code == 302


def test_unsettled_conflict_stays_one_and_a_third_change_is_met_again(writer, colleague, draft):
    writer.open(draft, "tilbud")
    colleague.open(draft, "tilbud").send(summary="Olas")
    met = writer.send(summary="Siljes")
    writer.fields = {f.name: f.value() for f in met.context["form"] if f.value() not in (None, False)}

    assert writer.send(summary_open="1").status_code == 409
    colleague.open(draft, "tilbud").send(summary="Olas nye")
    assert writer.send(summary_open="1", summary_choice="mine").status_code == 409
    assert texts_of(draft) == {"summary": "Olas nye"}


def test_conflict_over_roles_amounts_and_resources(writer, colleague, draft, role):
    OfferFactory(version=version_of(draft), role=role, amount=1)
    kafe = RoleFactory(title="Kafé")
    for step, mine, theirs in (
        ("roller", {"roles": [kafe.pk]}, {"roles": [role.pk], "idea": "Buss"}),
        ("tilbud", {f"role_{role.pk}": "2"}, {f"role_{role.pk}": "3"}),
        ("behov", {"resource_needs_transport": "Bil"}, {"resource_needs_transport": "Buss"}),
    ):
        writer.open(draft, step)
        assert colleague.open(draft, step).send(**theirs).status_code == 302
        assert writer.send(**mine).status_code == 409

    assert str(version_of(draft).offers.get().amount) == "3.0"
    assert version_of(draft).resources.get().text == "Buss"


def test_colleagues_who_change_amount_and_resource_do_not_meet(writer, colleague, draft, role):
    OfferFactory(version=version_of(draft), role=role, amount=1)
    writer.open(draft, "tilbud")
    colleague.open(draft, "behov").send(resource_offers_tools="Presse")

    assert writer.send(**{f"role_{role.pk}": "2"}).status_code == 302
    assert (str(version_of(draft).offers.get().amount), Resource.objects.get().text) == ("2.0", "Presse")


def test_what_is_not_sent_is_not_touched(writer, draft):
    writer.open(draft, "tilbud").send(summary="Står", offer="Også")

    writer.client.post(writer.address, {})

    assert texts_of(draft) == {"summary": "Står", "offer": "Også"}


def test_emptied_text_goes_away(writer, draft):
    writer.open(draft, "tilbud").send(summary="Bort")

    writer.open(draft, "tilbud").send(summary="")

    assert texts_of(draft) == {}


def test_frozen_while_one_writes_keeps_what_was_typed(writer, colleague, draft, role):
    complete(draft, role)
    writer.open(draft, "tilbud")
    submit_proposal(draft, by=draft.proposer)

    page = writer.send(summary="Skrevet for sent")
    answer = writer.type("summary", summary="Skrevet for sent")

    assert (page.status_code, answer.status_code) == (409, 409)
    assert "Skrevet for sent" in text(page)
    assert answer.json()["frozen"]
    assert texts_of(draft)["summary"] != "Skrevet for sent"
    assert writer.client.get(writer.address).url == draft.get_absolute_url()


def test_suspended_organisation_writes_nothing_and_loses_nothing(writer, draft, organisation):
    writer.open(draft, "tilbud")
    organisation.status, organisation.reason = "suspended", "Fordi."
    organisation.save()

    page = writer.send(summary="Min tekst")

    assert page.status_code == 409
    assert "Min tekst" in text(page)


def test_new_version_is_written_and_thrown_away(writer, draft, role):
    complete(draft, role)
    submit_proposal(draft, by=draft.proposer)
    begun = writer.client.post(at("proposal_revise", draft.pk))
    assert begun.url == at("proposal_step", draft.pk, "roller")
    writer.open(draft, "tilbud").send(summary="Nytt")

    writer.client.post(at("proposal_discard", draft.pk))

    draft.refresh_from_db()
    assert (draft.status, draft.versions.count(), draft.versions.get().is_frozen) == ("submitted", 1, True)


def test_draft_is_deleted_after_a_question(writer, draft):
    assert "Slette utkastet?" in text(writer.client.get(at("proposal_discard", draft.pk)))

    writer.client.post(at("proposal_discard", draft.pk))

    assert not Proposal.objects.exists()


def test_withdrawn_after_a_question(writer, draft, role):
    complete(draft, role)
    submit_proposal(draft, by=draft.proposer)
    assert "Trekke forslag" in text(writer.client.get(at("proposal_withdraw", draft.pk)))

    for _twice in range(2):
        writer.client.post(at("proposal_withdraw", draft.pk))

    draft.refresh_from_db()
    assert draft.status == "withdrawn"
    assert writer.client.post(at("proposal_revise", draft.pk)).url == draft.get_absolute_url()
    assert draft.versions.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_whatever_its_length(client, silje, organisation, count):
    for _each in range(count):
        begin_version(
            submit_proposal(complete(ProposalFactory(organisation=organisation, proposer=silje)), by=silje),
            by=silje,
        )
        ProposalFactory(organisation=organisation, proposer=silje)
    client.force_login(silje)

    assert queries_of(client, at("proposal_list")) == 15


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("step", "queries"),
    [("roller", 13), ("tilbud", 12), ("behov", 12), ("referanser", 12), ("vedlegg", 12), ("lever", 12)],
)
def test_pages_ask_the_same_whatever_they_hold(client, silje, draft, count, step, queries):
    complete(draft, *RoleFactory.create_batch(count))
    client.force_login(silje)

    assert queries_of(client, at("proposal_step", draft.pk, step)) == queries


def test_list_shows_own_and_ones_organisations_and_what_waits(client, silje, organisation, draft):
    own = ProposalFactory(organisation=None, proposer=silje)
    ProposalFactory()
    ProposalFactory(organisation=None)
    client.force_login(silje)

    page = client.get(at("proposal_list"))

    assert [each.proposal for each in page.context["entries"]] == [own, draft]
    assert "3 ting mangler" in text(page)
    assert client.get(at("proposal_list"), {"before": draft.pk}).context["entries"] == []
    assert client.get(at("proposal_list"), {"before": "x"}).status_code == 404


def test_who_only_asks_to_join_sees_no_draft(client, draft, organisation):
    asks = MembershipFactory(organisation=organisation, state="requested").user
    client.force_login(asks)

    assert client.get(at("proposal_step", draft.pk, "roller")).status_code == 404
    assert client.get(at("proposal_list")).context["entries"] == []


def test_unknown_page_is_not_there(writer, draft):
    assert writer.client.get(at("proposal_step", draft.pk, "finnes-ikke")).status_code == 404


def test_withdrawn_one_cannot_be_written(draft, role, writer):
    complete(draft, role)
    withdraw_proposal(submit_proposal(draft, by=draft.proposer), by=draft.proposer)

    assert writer.client.get(at("proposal_step", draft.pk, "tilbud")).url == draft.get_absolute_url()
