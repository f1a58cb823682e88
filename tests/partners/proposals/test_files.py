"""Files that go with a proposal: what is taken in, who gets it out, and when it is gone."""

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from guardian.shortcuts import assign_perm

from partners.proposals.actions import discard_draft, submit_proposal, withdraw_proposal
from partners.proposals.attaching import TooMany, attach, detach
from partners.proposals.drafting import begin_version, drop_version
from partners.proposals.models import Attachment
from portal.storage import private_files
from portal.uploads import MOST_BYTES, Upload
from tests.factories import MembershipFactory, OrganisationFactory, ProposalFactory, UserFactory, complete
from tests.staff import COORDINATORS, EDITORS, staff
from tests.uploads import OLE2, PDF, file, upload

pytestmark = pytest.mark.django_db


def stored():
    """Every file in the private storage."""
    years = private_files().listdir("proposals")[0] if private_files().exists("proposals") else []
    return {
        f"proposals/{year}/{name}"
        for year in years
        for name in private_files().listdir(f"proposals/{year}")[1]
    }


@pytest.fixture(autouse=True)
def _empty_storage(settings):
    """A private storage of the test's own."""
    storages._storages.pop("private", None)
    storage = storages["private"]
    field = Attachment._meta.get_field("file")
    before, field.storage = field.storage, storage
    yield
    field.storage = before


def test_kept_under_a_name_that_tells_nothing(draft, silje):
    attachment = attach(draft, upload=upload("Hemmelig pris.pdf"), by=silje)

    assert stored() == {attachment.file.name}
    assert "Hemmelig" not in attachment.file.name
    assert not attachment.file.name.endswith(".pdf")


def test_same_content_twice_is_one_file(draft, silje):
    first, second = (attach(draft, upload=upload(name), by=silje) for name in ("a.pdf", "b.pdf"))

    assert first == second
    assert len(stored()) == 1


def test_there_is_room_for_ten(draft, silje):
    for number in range(10):
        attach(draft, upload=upload(content=PDF + bytes([number])), by=silje)

    with pytest.raises(TooMany):
        attach(draft, upload=upload(content=PDF + b"en til"), by=silje)
    assert len(stored()) == 10


def test_thirty_megabytes_together_are_the_most(draft, silje):
    for number in range(3):
        attach(
            draft,
            upload=Upload("a.pdf", "application/pdf", bytes([number]) * MOST_BYTES, f"{number}"),
            by=silje,
        )

    with pytest.raises(TooMany):
        attach(draft, upload=upload(), by=silje)


def test_file_goes_when_it_is_taken_out_of_the_draft(draft, silje, django_capture_on_commit_callbacks):
    attachment = attach(draft, upload=upload(), by=silje)

    with django_capture_on_commit_callbacks(execute=True):
        detach(draft, attachment_pk=attachment.pk, by=silje)
        detach(draft, attachment_pk=attachment.pk, by=silje)

    assert stored() == set()


def test_file_that_an_earlier_version_has_stays(draft, silje, django_capture_on_commit_callbacks):
    attachment = attach(complete(draft), upload=upload(), by=silje)
    submit_proposal(draft, by=silje)
    copy = begin_version(draft, by=silje).attachments.get()

    with django_capture_on_commit_callbacks(execute=True):
        detach(draft, attachment_pk=copy.pk, by=silje)
        detach(draft, attachment_pk=attachment.pk, by=silje)

    assert list(Attachment.objects.all()) == [attachment]
    assert stored() == {attachment.file.name}


@pytest.mark.parametrize("ending", ["discard", "drop", "withdraw"])
def test_files_go_with_what_is_thrown_away(draft, silje, ending, django_capture_on_commit_callbacks):
    kept = set()
    if ending != "discard":
        attach(complete(draft), upload=upload(), by=silje)
        submit_proposal(draft, by=silje)
        begin_version(draft, by=silje)
        kept = stored()
    attach(draft, upload=upload(content=PDF + b"ny"), by=silje)

    with django_capture_on_commit_callbacks(execute=True):
        {"discard": discard_draft, "drop": drop_version, "withdraw": withdraw_proposal}[ending](
            draft, by=silje
        )

    assert stored() == kept


def test_file_that_is_not_saved_leaves_nothing(draft, silje):
    with pytest.raises(Exception, match="value too long"):
        attach(draft, upload=Upload("a.pdf", "x" * 200, PDF, "0" * 64), by=silje)

    assert stored() == set()


def page_of(draft, client):
    return client.get(reverse("proposal_step", args=[draft.pk, "vedlegg"]))


def test_page_takes_in_good_files_tells_of_bad_ones_and_removes(draft, silje, client):
    client.force_login(silje)
    address = reverse("proposal_step", args=[draft.pk, "vedlegg"])
    files = [file("plan.pdf", PDF), file("spill.exe", b"MZ"), file("../../brev.docx", OLE2)]

    answer = client.post(address, {"chosen": files, "new_readers": "partners"})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "spill.exe: " in shown
    assert "brev.docx: " in shown
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.visibility, attachment.added_by) == ("plan.pdf", "partners", silje)
    assert f'name="file_{attachment.pk}_seen"' in shown

    form = answer.context["form"]
    data = {
        f"file_{attachment.pk}_seen": form[f"file_{attachment.pk}_seen"].value(),
        f"file_{attachment.pk}_readers": "everyone",
        f"file_{attachment.pk}_secret": "on",
    }
    assert client.post(address, data).status_code == 302
    attachment.refresh_from_db()
    assert (attachment.visibility, attachment.is_secret) == ("municipality", True)

    client.post(address, {"remove": attachment.pk})
    assert not Attachment.objects.exists()


def test_body_of_many_files_is_let_in_there_alone(draft, silje, client):
    client.force_login(silje)
    large = [file(f"{n}.pdf", PDF + bytes([n]) + b"\x00" * (6 * 1024 * 1024)) for n in range(2)]
    address = reverse("proposal_step", args=[draft.pk, "vedlegg"])

    assert (
        client.post(
            reverse("proposal_step", args=[draft.pk, "tilbud"]), {"x": large[0], "y": large[1]}
        ).status_code
        == 413
    )
    for each in large:
        each.seek(0)
    assert client.post(address, {"chosen": large}).status_code == 302
    assert Attachment.objects.count() == 2


READERS = (
    "public",
    "volunteer",
    "partner",
    "suspended",
    "colleague",
    "asks",
    "expert",
    "editor",
    "coordinator",
)


@pytest.fixture
def clients(draft, organisation, ola):
    """A browser for each kind of reader."""
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
    made = {}
    for who, user in people.items():
        made[who] = Client()
        if user:
            made[who].force_login(user)
    return made


def who_gets(clients, attachment):
    address = reverse("proposal_file", args=[attachment.version.proposal_id, attachment.pk])
    answers = {who: client.get(address) for who, client in clients.items()}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    return {who for who, answer in answers.items() if answer.status_code == 200}


WHOLE = {"colleague", "expert", "coordinator"}
FILE_READERS = {"municipality": WHOLE, "partners": WHOLE | {"partner"}, "everyone": set(READERS)}


@pytest.mark.parametrize("visibility", FILE_READERS)
def test_file_is_given_to_those_who_may_read_it(clients, draft, silje, visibility):
    attachment = attach(complete(draft), upload=upload(), by=silje, visibility=visibility)
    assert who_gets(clients, attachment) == {"colleague"}

    submit_proposal(draft, by=silje)
    assert who_gets(clients, attachment) == FILE_READERS[visibility]

    copy = begin_version(draft, by=silje).attachments.get()
    assert who_gets(clients, copy) == {"colleague"}

    submit_proposal(draft, by=silje)
    assert who_gets(clients, attachment) == WHOLE
    assert who_gets(clients, copy) == FILE_READERS[visibility]

    withdraw_proposal(draft, by=silje)
    assert who_gets(clients, copy) == {"colleague", "coordinator"}


def test_secret_file_is_the_municipalitys(clients, draft, silje):
    attachment = attach(complete(draft), upload=upload(), by=silje, visibility="everyone", is_secret=True)
    submit_proposal(draft, by=silje)

    assert who_gets(clients, attachment) == WHOLE


def test_file_is_downloaded_and_never_shown_or_kept(clients, draft, silje):
    attachment = attach(draft, upload=upload('pris "liste" æ.pdf'), by=silje)

    answer = clients["colleague"].get(reverse("proposal_file", args=[draft.pk, attachment.pk]))

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_file_of_another_proposal_is_not_there(clients, draft, silje):
    attachment = attach(draft, upload=upload(), by=silje)
    other = ProposalFactory(organisation=draft.organisation)

    assert (
        clients["colleague"].get(reverse("proposal_file", args=[other.pk, attachment.pk])).status_code == 404
    )


def test_file_that_is_lost_is_not_there(clients, draft, silje):
    attachment = attach(draft, upload=upload(), by=silje)
    private_files().delete(attachment.file.name)

    assert (
        clients["colleague"].get(reverse("proposal_file", args=[draft.pk, attachment.pk])).status_code == 404
    )
