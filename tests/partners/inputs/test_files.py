"""Files that go with an input: who gets them out, and when they are gone."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.inputs.attaching import MOST_FILES, attach, detach
from partners.inputs.models import Input, InputFile
from partners.people.erasing import erase_everything, warnings_for
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from partners.threads.errors import NothingFound
from partners.threads.redacting import redact
from portal.files import TooManyFiles
from tests.factories import InputFactory, MembershipFactory, PersonFactory, UserFactory
from tests.staff import COORDINATORS, EDITORS, signed_in, staff
from tests.uploads import PDF, PNG, upload

pytestmark = pytest.mark.django_db
STORAGE = InputFile._meta.get_field("file").storage


def stored():
    """What lies in the private storage."""
    years = STORAGE.listdir("inputs")[0] if STORAGE.exists("inputs") else []
    return {f"inputs/{year}/{name}" for year in years for name in STORAGE.listdir(f"inputs/{year}")[1]}


@pytest.fixture(autouse=True)
def _empty_storage():
    for name in stored():
        STORAGE.delete(name)


@pytest.fixture
def silje():
    user = UserFactory(name="Silje Lunde", email="silje@example.no")
    return PersonFactory(email=user.email, user=user).user


@pytest.fixture
def say(silje):
    """`say(…)`: an input of Silje's with a file."""

    def say(content=PDF, name="Måltegning.pdf", **fields):
        input = InputFactory(giver=silje.person, giver_name=silje.name, **fields)
        attach(input, [upload(name, content)], by=silje)
        return input

    return say


def address_of(input):
    return reverse("input_file", args=[input.pk, input.files.get().pk])


WHO = {
    "anyone": lambda: None,
    "volunteer": UserFactory,
    "partner": lambda: MembershipFactory().user,
    "asks": lambda: MembershipFactory(state="requested").user,
    "editor": lambda: staff(EDITORS),
    "coordinator": lambda: staff(COORDINATORS),
}
STATES = {
    "everyone": ({}, {*WHO, "giver"}),
    "partners": ({"visibility": "partners"}, {"giver", "partner", "coordinator"}),
    "municipality": ({"visibility": "municipality"}, {"giver", "coordinator"}),
    "hidden": ({"status": Input.Status.HIDDEN}, {"giver", "coordinator"}),
    "withdrawn": ({"withdrawn_at": timezone.now()}, {"coordinator"}),
    "withdrawn and for partners": (
        {"visibility": "partners", "withdrawn_at": timezone.now()},
        {"coordinator"},
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_file_is_given_to_those_who_may_read_the_words(say, silje, state):
    fields, readers = STATES[state]
    address = address_of(say(**fields))
    people = {who: make() for who, make in WHO.items()} | {"giver": silje}
    answers = {}
    for who, user in people.items():
        client = Client()
        if user:
            client.force_login(user)
        answers[who] = client.get(address).status_code

    assert set(answers.values()) <= {200, 404}
    assert {who for who, answer in answers.items() if answer == 200} == readers


def test_file_is_saved_and_never_shown_or_kept(client, say):
    answer = client.get(address_of(say(name='pris "liste" æ\r\nX-A: b.pdf')))

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in answer["Content-Disposition"]
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answer["Cache-Control"] == "private, no-store"


def test_file_of_another_input_is_not_there(client, say):
    shown, kept = say(), say(visibility="municipality")

    address = reverse("input_file", args=[shown.pk, kept.files.get().pk])

    assert client.get(address).status_code == 404


def test_file_that_is_lost_is_not_there(client, say):
    input = say()
    STORAGE.delete(input.files.get().file.name)

    assert client.get(address_of(input)).status_code == 404


def test_kept_under_a_name_that_tells_nothing(say):
    file = say().files.get()

    assert stored() == {file.file.name}
    assert "ltegning" not in file.file.name
    assert not file.file.name.endswith(".pdf")


def test_same_content_twice_is_one_file_and_there_is_room_for_three(say, silje):
    input = say()

    assert attach(input, [upload("b.pdf", PDF), upload("a.png", PNG), upload("b.png", PNG)], by=silje)
    with pytest.raises(TooManyFiles):
        attach(input, [upload("c.pdf", PDF + b"c"), upload("d.pdf", PDF + b"d")], by=silje)

    assert [file.name for file in input.files.all()] == ["Måltegning.pdf", "a.png"]
    assert len(stored()) == 2 < MOST_FILES


def test_file_that_is_taken_away_is_gone(say, silje, django_capture_on_commit_callbacks):
    input = say()
    keys = [input.files.get().pk]

    with django_capture_on_commit_callbacks(execute=True):
        assert detach(input, keys, by=silje) == keys
        assert detach(input, keys, by=silje) == []

    assert (stored(), InputFile.objects.count()) == (set(), 0)


def test_page_of_the_input_shows_it_with_kind_and_size(client, say):
    input = say(content=PDF + b" " * 2048)

    html = client.get(input.get_absolute_url()).content.decode()

    assert address_of(input) in html
    assert "Måltegning.pdf" in html
    assert "PDF, 2,0\xa0KB" in html


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_the_input_asks_as_often_however_many_there_are(
    client, say, silje, number, django_assert_num_queries
):
    input = say()
    attach(input, [upload(content=PDF + bytes([n])) for n in range(number - 1)], by=silje)
    client.get(input.get_absolute_url())

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(input.get_absolute_url())


PAGE_QUERIES = 9


def test_page_of_what_is_withdrawn_names_no_file(client, say):
    input = say(withdrawn_at=timezone.now())

    assert "Måltegning" not in client.get(input.get_absolute_url()).content.decode()
    desk = signed_in(client, COORDINATORS)
    assert address_of(input) in desk.get(input.get_absolute_url()).content.decode()


def test_desk_shows_it_at_the_input_and_at_a_report_of_it(client, say):
    input = say()
    desk = signed_in(client, COORDINATORS)

    pages = [reverse("inputs:input", args=[input.pk]), reverse("threads:case", args=["innspill", input.pk])]

    for page in pages:
        html = desk.get(page).content.decode()
        assert address_of(input) in html
        assert "PDF, " in html


def test_copy_of_ones_data_has_the_files_and_what_was_erased(say, silje, coordinator):
    say()
    hidden = say(content=PNG, name="Bod.png", status=Input.Status.HIDDEN)
    redact(say(content=PDF + b"b", name="Borte.pdf"), reason="personopplysning", by=coordinator)

    [chapter] = [each for each in chapters_about(subject_of(silje)) if each.key == "inputs"]

    told = [fact for row in chapter.rows for fact in row if fact.key == "files"]
    assert [fact.value[0]["name"] for fact in told] == ["Måltegning.pdf", "Bod.png", ""]
    assert "Måltegning.pdf (PDF, " in told[0].words
    assert sorted(content for _name, content in chapter.files) == sorted([PDF, PNG])
    assert f"{hidden.pk}-{hidden.files.get().pk}-Bod.png" in dict(chapter.files)


def test_erased_person_leaves_no_file_but_that_there_was_one(
    client, say, silje, django_capture_on_commit_callbacks
):
    input = say()
    other = InputFactory()
    attach(other, [upload("annen.pdf")], by=UserFactory())
    address = address_of(input)
    assert any("lagt ved" in sentence for sentence in warnings_for(silje))

    with django_capture_on_commit_callbacks(execute=True):
        erase_everything(subject_of(silje))

    file = input.files.get()
    assert stored() == {other.files.get().file.name}
    assert (file.name, file.file.name, file.size) == ("", "", len(PDF))
    assert client.get(address).status_code == 404
    assert "slettet sammen med kontoen" in client.get(input.get_absolute_url()).content.decode()


def test_redacted_input_loses_its_files_and_says_why(
    client, say, coordinator, django_capture_on_commit_callbacks
):
    input = say(text="Naboen bor i Storgata.")
    address = address_of(input)

    with django_capture_on_commit_callbacks(execute=True):
        redact(input, words="i Storgata", reason="personopplysning", by=coordinator)

    assert stored() == set()
    assert client.get(address).status_code == 404
    html = client.get(input.get_absolute_url()).content.decode()
    assert "er fjernet av kommunen: personopplysning" in html
    assert "Måltegning" not in html


def test_words_that_stand_nowhere_leave_the_files(say, coordinator):
    input = say()

    with pytest.raises(NothingFound):
        redact(input, words="finnes ikke", reason="x", by=coordinator)

    assert stored() == {input.files.get().file.name}


def test_file_that_was_erased_is_not_sent_again(say, silje, coordinator):
    input = say()
    redact(input, reason="personopplysning", by=coordinator)

    assert attach(input, [upload()], by=silje) == []


def test_moderator_chooses_which_files_go(client, say, silje, coordinator):
    input = say()
    [spared] = attach(input, [upload("plan.pdf", PDF + b"plan")], by=silje)
    client.force_login(coordinator)
    address = reverse("threads:redact", args=["innspill", input.pk])
    going = str(input.files.first().pk)

    assert f'value="{going}"' in client.get(address).content.decode()
    assert client.post(address, {"reason": "personopplysning"}).status_code == 422
    assert client.post(address, {"reason": "personopplysning", "files": [going]}).status_code == 302

    assert [file.name for file in input.files.all()] == ["", spared.name]
