"""Who reads what of a proposal: every field, reader and status, in pages, documents, letters and search."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import assign_perm

from partners.assessments.actions import ask_proposer, open_proposal
from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.attaching import attach
from partners.proposals.changes import compare
from partners.proposals.drafting import Text, begin_version, save_resources, save_texts
from partners.proposals.letters import COMPOSERS, RECEIVED
from partners.proposals.models import Attachment, Offer, Passage, Proposal, Resource
from partners.proposals.reading import with_content
from partners.proposals.receipts import receipt_data
from partners.proposals.sections import _sections, proposal_section
from portal.mail import kinds
from portal.mail.models import Letter
from portal.uploads import Upload
from tests.factories import (
    CriterionFactory,
    HomePageFactory,
    MembershipFactory,
    OfferFactory,
    OrganisationFactory,
    ProposalFactory,
    RoleFactory,
    UserFactory,
    complete,
)
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
WHOLE = {"colleague", "expert", "coordinator"}
OTHERS = {"volunteer", "suspended", "asks", "editor", "public"}
SEES = {"municipality": WHOLE, "partners": WHOLE | {"partner"}, "everyone": WHOLE | OTHERS | {"partner"}}


def at(name, *arguments):
    return reverse(name, args=arguments)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def full(draft, silje):
    """A draft where every field says a word of its own at every level, and three secrets."""
    version = draft.versions.get()
    version.idea, version.starts = "Hemmeligidé", timezone.localdate() + timedelta(days=900)
    version.save()
    for visibility in ("municipality", "partners", "everyone"):
        role = RoleFactory(title=f"Rolle-{visibility}")
        OfferFactory(version=version, role=role, amount="7.3", visibility=visibility)
        upload = Upload(f"Fil-{visibility}.pdf", "application/pdf", visibility.encode(), visibility)
        attach(draft, upload=upload, by=silje, visibility=visibility)
    for key, visibility in zip(Passage.Key.values, ["everyone", "partners", "municipality"] * 3, strict=True):
        save_texts(draft, texts=[Text(key, f"Ord-{key}-{visibility}", visibility)], by=silje)
    save_texts(draft, texts=[Text("staff", "Ord-staff-hemmelig", "everyone", True, seen=1)], by=silje)
    resource = Resource(direction="needs", kind="transport", text="Hemmeligbil")
    save_resources(draft, seen=0, by=silje, resources=[resource])
    return draft


@pytest.fixture
def clients(draft, organisation, ola):
    expert = UserFactory()
    assign_perm("partners.review_proposal", expert, draft)
    suspended = OrganisationFactory(status="suspended", reason="Fordi.")
    people = {
        "public": None,
        "volunteer": UserFactory(),
        "partner": MembershipFactory().user,
        "suspended": MembershipFactory(organisation=suspended).user,
        "colleague": ola,
        "asks": MembershipFactory(organisation=organisation, state="requested").user,
        "expert": expert,
        "editor": staff(EDITORS),
        "coordinator": staff(COORDINATORS),
    }
    made = {who: Client() for who in people}
    for who, user in people.items():
        if user:
            made[who].force_login(user)
    return made


def words_of(proposal):
    """Every word that is kept from somebody, with those who read it."""
    version = proposal.current
    words = {"Hemmeligidé": WHOLE, "Hemmeligbil": WHOLE}
    for row in version.offers.select_related("role"):
        words[row.role.title] = SEES[row.visibility]
    for row in version.passages.all():
        words[row.text] = WHOLE if row.is_secret else SEES[row.visibility]
    for row in version.attachments.all():
        words[row.name] = SEES[row.visibility]
    return words


def set_status(proposal, status):
    decided = timezone.now() if status in ("accepted", "declined") else None
    Proposal.objects.filter(pk=proposal.pk).update(status=status, decided_at=decided)


@pytest.mark.parametrize("status", ["submitted", "in_review", "needs_info", "accepted"])
def test_each_word_is_read_by_those_it_is_for(full, clients, silje, status):
    submit_proposal(full, by=silje)
    full.refresh_from_db()
    set_status(full, status)
    address = full.get_absolute_url()
    pages = {who: text(client.get(address)) for who, client in clients.items()}

    readers = {word: {who for who, page in pages.items() if word in page} for word in words_of(full)}

    assert readers == words_of(full)
    assert len(readers) == 2 + 3 + 9 + 3


@pytest.mark.parametrize("status", ["declined", "withdrawn"])
def test_what_is_over_is_for_proposers_and_the_municipality(full, clients, silje, status):
    submit_proposal(full, by=silje)
    set_status(full, status)

    answers = {who: client.get(full.get_absolute_url()).status_code for who, client in clients.items()}

    readers = WHOLE - {"expert"} if status == "withdrawn" else WHOLE
    assert {who for who, answer in answers.items() if answer == 200} == readers
    assert {answer for who, answer in answers.items() if who not in readers} == {404}


def test_draft_is_for_its_proposers(full, clients):
    names = [("proposal", [full.pk]), ("proposal_version", [full.pk, 1])]

    answers = {
        who: [client.get(at(name, *arguments)).status_code for name, arguments in names]
        for who, client in clients.items()
    }

    assert answers.pop("colleague") == [200, 404]
    assert set(map(tuple, answers.values())) == {(404, 404)}


def test_new_version_that_is_written_is_for_its_proposers(full, clients, silje):
    submit_proposal(full, by=silje)
    begin_version(full, by=silje)
    save_texts(full, texts=[Text("summary", "Uferdigeord", "everyone", seen=1)], by=silje)

    pages = {who: text(client.get(full.get_absolute_url())) for who, client in clients.items()}

    assert not any("Uferdigeord" in page for page in pages.values())
    assert {who for who, page in pages.items() if "ny versjon som ikke er levert" in page} == {"colleague"}


def test_proposal_of_nothing_for_others_is_not_there(clients, draft, silje):
    complete(draft)
    Offer.objects.update(visibility="municipality")
    submit_proposal(draft, by=silje)

    answers = {who: client.get(draft.get_absolute_url()).status_code for who, client in clients.items()}

    assert {who for who, answer in answers.items() if answer == 200} == WHOLE


def test_earlier_words_are_not_read_by_others_when_they_are_made_narrower(full, clients, silje):
    submit_proposal(full, by=silje)
    begin_version(full, by=silje)
    save_texts(full, texts=[Text("summary", "Nåsnevrere", "municipality", seen=1)], by=silje)
    submit_proposal(full, by=silje)
    names = [("proposal", [full.pk]), ("proposal_version", [full.pk, 1]), ("proposal_version", [full.pk, 2])]

    for who, client in clients.items():
        for name, arguments in names:
            answer = client.get(at(name, *arguments))
            if who in WHOLE:
                assert answer.status_code == 200
            else:
                assert answer.status_code == (200 if name == "proposal" else 404)
                assert "Ord-summary" not in text(answer)
                assert "Nåsnevrere" not in text(answer)


def test_public_is_not_told_that_the_municipality_waits(full, clients, silje):
    submit_proposal(full, by=silje)
    set_status(full, "needs_info")

    shown = {who: text(client.get(full.get_absolute_url())) for who, client in clients.items()}

    assert {who for who, page in shown.items() if "Venter på svar fra dere" in page} == WHOLE
    assert "Silje Lunde" not in shown["public"]
    assert "Dette har skjedd" not in shown["partner"]


def test_receipts_are_the_proposers_own(full, clients, silje):
    submit_proposal(full, by=silje)
    names = ["proposal_receipt", "proposal_submitted"]

    answers = {who: [clients[who].get(at(name, full.pk, 1)).status_code for name in names] for who in clients}

    assert answers.pop("colleague") == [200, 200]
    assert answers.pop("public") == [302, 302]
    assert set(map(tuple, answers.values())) == {(404, 404)}


def test_receipt_holds_every_word(full, clients, silje):
    submit_proposal(full, by=silje)
    full.refresh_from_db()

    answer = clients["colleague"].get(at("proposal_receipt", full.pk, 1))

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    said = str(receipt_data(with_content(full.current)))
    assert [word for word in words_of(full) if word not in said] == []
    assert full.current.digest in said
    assert "offentleglova § 3" in said
    assert clients["colleague"].get(at("proposal_receipt", full.pk, 2)).status_code == 404


def test_letter_has_the_receipt_with_it(full, silje):
    submit_proposal(full, by=silje)
    letter = Letter.objects.get(kind=RECEIVED)

    rendered = kinds.render(letter)

    name, content, kind = rendered.attachments[0]
    assert (letter.to, name, kind) == (silje.email, f"F-{full.pk}-1.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")
    assert COMPOSERS[RECEIVED](letter).attachments[0][1] == content
    assert "Ord-" not in rendered.text + rendered.html + rendered.subject


@pytest.mark.parametrize(
    "words", ['#panic("x") *fet* <a> $1$ `k`', "🚲 漢字", "<script>alert(1)</script>", "\u202eabc"]
)
def test_words_of_people_are_words_in_document_and_page(draft, silje, client, words):
    save_texts(complete(draft), texts=[Text("success", words), Text("references", words)], by=silje)
    submit_proposal(draft, by=silje)
    client.force_login(silje)

    assert client.get(at("proposal_receipt", draft.pk, 1)).content.startswith(b"%PDF-")
    assert "<script>alert" not in text(client.get(draft.get_absolute_url()))


def test_nothing_is_found_in_the_search_of_the_site(full, clients, silje):
    HomePageFactory()
    submit_proposal(full, by=silje)
    full.refresh_from_db()

    for word in ("Ord-summary-everyone", "Rolle-everyone", "Hemmeligidé", "Hemmeligbil", full.number):
        found = text(clients["public"].get(at("search"), {"q": word}))
        assert full.get_absolute_url() not in found


def test_feeds_and_maps_of_the_site_name_no_proposal(full, clients, silje):
    HomePageFactory()
    submit_proposal(full, by=silje)

    for name in ("sitemap", "input_feed"):
        assert "forslag" not in clients["public"].get(at(name)).content.decode()
    assert "noindex" in text(clients["public"].get(full.get_absolute_url()))
    assert "no-store" in clients["public"].get(full.get_absolute_url())["Cache-Control"]


def test_versions_show_what_is_new_word_by_word(full, clients, silje):
    submit_proposal(full, by=silje)
    begin_version(full, by=silje)
    seen = full.versions.get(submitted_at=None).passages.get(key="summary")
    save_texts(
        full, texts=[Text("summary", "Ord-summary-everyone og mer", "partners", seen=seen.revision)], by=silje
    )
    Attachment.objects.filter(version__number=2, name="Fil-everyone.pdf").delete()
    submit_proposal(full, by=silje)

    page = clients["coordinator"].get(at("proposal_version", full.pk, 2))

    changes = {
        change.label: [(piece.kind, piece.text) for piece in change.pieces]
        for change in page.context["changes"]
    }
    assert changes == {
        "Kort sagt": [("removed", "Ord-summary-everyone"), ("added", "Ord-summary-everyone og mer")],
        "Vedlegg": [("removed", "Fil-everyone.pdf")],
    }
    assert "<ins>" in text(page)
    assert "<del>" in text(page)
    assert "Vises for: Alle → Partnere og kommunen" in text(page)


def test_words_are_compared_and_nothing_is_lost():
    before, after = "Vi reparerer sykler\nog ski i senteret", "Vi reparerer ski\ni hele senteret"

    pieces = compare(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_long_texts_are_compared_in_time():
    before = " ".join(f"ord{n % 97}" for n in range(1200))[:6000]
    after = " ".join(f"ord{n % 89}" for n in range(1200))[:6000]
    begun = timezone.now()

    compare(before, after)

    assert timezone.now() - begun < timedelta(seconds=5)


def test_timeline_tells_each_step_and_not_who_in_the_municipality(full, clients, silje):
    CriterionFactory()
    submit_proposal(full, by=silje)
    amina = staff(COORDINATORS)
    open_proposal(full, by=amina)
    ask_proposer(full, text="Når?", by=amina)
    begin_version(full, by=silje)
    submit_proposal(full, by=silje)

    timeline = clients["colleague"].get(full.get_absolute_url()).context["timeline"]

    assert [(step["title"], step["text"]) for step in timeline] == [
        ("Versjon 1 ble levert", "Silje Lunde"),
        ("Under vurdering", "Kommunen"),
        ("Venter på svar fra dere", "Kommunen"),
        ("Versjon 2 ble levert", "Silje Lunde"),
    ]


def test_subject_above_adds_a_section(full, clients, silje):
    @proposal_section(order=60)
    def shown(request, reader, proposal):
        return ("components/alert.html", {"text": "Fra et annet rom"}) if reader.is_lead else None

    try:
        submit_proposal(full, by=silje)
        pages = {who: text(client.get(full.get_absolute_url())) for who, client in clients.items()}
        assert {who for who, page in pages.items() if "Fra et annet rom" in page} == {"coordinator"}
    finally:
        _sections.pop()


@pytest.mark.parametrize(("who", "queries"), [("public", 7), ("colleague", 16), ("coordinator", 15)])
@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_whatever_it_holds(draft, clients, silje, count, who, queries):
    for visibility in ["everyone"] * count:
        OfferFactory(version=draft.versions.get(), visibility=visibility)
    keys = ["summary", "offer", "success", "staff"][: count + 1]
    save_texts(draft, texts=[Text(key, "Ord", "everyone") for key in ["summary", "offer", *keys]], by=silje)
    for number in range(count):
        upload = Upload("a.pdf", "application/pdf", bytes([number]), f"{number}")
        attach(draft, upload=upload, by=silje, visibility="everyone")
    for _version in range(count):
        begin_version(submit_proposal(draft, by=silje), by=silje)
        draft.refresh_from_db()
    submit_proposal(draft, by=silje)
    clients[who].get(draft.get_absolute_url())

    with CaptureQueriesContext(connection) as asked:
        assert clients[who].get(draft.get_absolute_url()).status_code == 200

    assert len(asked) == queries


def submit(client, proposal):
    return client.post(at("proposal_submit", proposal.pk))


def test_submitted_leads_to_the_receipt_and_twice_is_harmless(full, clients):
    answers = [submit(clients["colleague"], full) for _twice in range(2)]

    assert answers[0].url == at("proposal_submitted", full.pk, 1)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Letter.objects.filter(kind=RECEIVED).count() == 1
    assert full.versions.count() == 1


def test_incomplete_one_is_told_what_is_missing_and_where(draft, silje, client):
    save_texts(draft, texts=[Text("summary", "Står her")], by=silje)
    client.force_login(silje)

    answer = submit(client, draft)

    assert answer.status_code == 422
    assert [point["url"] for point in answer.context["missing"]] == [
        at("proposal_step", draft.pk, "roller"),
        at("proposal_step", draft.pk, "tilbud"),
    ]
    assert "Står her" in text(answer)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_organisation_that_waits_submits_nothing_and_loses_nothing(full, organisation, clients):
    organisation.status = "pending"
    organisation.save()

    answer = submit(clients["colleague"], full)

    assert answer.status_code == 409
    assert "Kommunen har ikke godkjent virksomheten ennå" in text(answer)
    assert full.versions.get().passages.count() == 9


def test_after_the_deadline_to_the_second_it_is_told_and_kept(full, clients, time_machine_at):
    role = full.versions.get().offers.first().role
    role.deadline = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    role.save()

    with time_machine_at(role.deadline + timedelta(seconds=1)):
        late = submit(clients["colleague"], full)
        assert late.status_code == 409
        assert role.title in text(late)
        assert full.versions.get().submitted_at is None
    with time_machine_at(role.deadline):
        assert submit(clients["colleague"], full).status_code == 302


@pytest.fixture
def time_machine_at():
    return lambda moment: time_machine.travel(moment, tick=False)


def test_withdrawn_one_is_not_submitted_again(full, clients, silje):
    submit_proposal(full, by=silje)
    withdraw_proposal(full, by=silje)

    assert submit(clients["colleague"], full).url == full.get_absolute_url()
    full.refresh_from_db()
    assert full.status == "withdrawn"


def test_drafts_are_on_my_page(draft, silje, client):
    ProposalFactory()
    client.force_login(silje)

    page = text(client.get(at("my_page")))

    assert page.count("Forslag du skriver på") == 1
    assert at("proposal_step", draft.pk, "roller") in page
