"""The copy of one's data: who gets it, what is in it, and that it goes away."""

import io
import json
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
import time_machine
from django.db.models import ManyToManyRel
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from partners.people.actions import claim
from partners.people.copies import ask_for_copy, delete_expired_copies, make_copy
from partners.people.models import DataCopy, Person, User
from partners.people.telling import told_models
from portal.mail.models import Letter
from portal.storage import private_files
from tests.factories import (
    AnswerFactory,
    InputFactory,
    LetterFactory,
    MembershipFactory,
    SignUpFactory,
    UserFactory,
)
from tests.partners.people.conftest import code_to, confirmed, last_letter, sign_in
from tests.staff import facts

pytestmark = pytest.mark.django_db


def pointing_at(*models):
    """The labels of every model with a foreign key or many-to-many to one of these."""
    relations = [
        each
        for model in models
        for each in model._meta.get_fields(include_hidden=True)
        if each.auto_created and not each.concrete and each.is_relation
    ]
    return {each.related_model._meta.label for each in relations if not isinstance(each, ManyToManyRel)}


def made(user, language="nb"):
    """The files of a copy that was asked for and made: {name: text}."""
    copy = ask_for_copy(user, language=language)
    make_copy.call(copy.pk, language)
    copy.refresh_from_db()
    with ZipFile(io.BytesIO(copy.file.read())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_model_that_points_at_people_is_told_of_or_left_out_for_a_reason():
    told = told_models()

    assert pointing_at(User, Person) - set(told) == set()
    assert [
        label for label in ("partners.User", "partners.Person", "portal.Letter") if label not in told
    ] == []


def test_copy_holds_everything_for_people_and_for_machines(account):
    person = claim(account, email=account.email)
    signup = SignUpFactory(person=person, name="Kari Husflid", access_needs="Teleslynge")
    said = InputFactory(giver=person, text="Vi trenger <b>et låsbart</b> lager.", status="hidden")
    AnswerFactory(input=said, text="Lageret er med.")
    membership = MembershipFactory(user=account, role="owner")
    LetterFactory(to=account.email, state="sent", subject="Et brev", text="Innholdet i brevet")

    files = made(account)

    data = json.loads(files["data.json"])
    assert data["account"][0]["email"] == account.email
    assert (
        data["signups"][0] | {"meeting": signup.workshop.title, "access_needs": "Teleslynge"}
        == data["signups"][0]
    )
    assert (data["inputs"][0]["text"], data["inputs"][0]["answers"][0]["text"]) == (
        "Vi trenger <b>et låsbart</b> lager.",
        "Lageret er med.",
    )
    assert (data["memberships"][0]["organisation"], data["memberships"][0]["role"]) == (
        membership.organisation.name,
        "owner",
    )
    assert [each["text"] for each in data["letters"] if each["subject"] == "Et brev"] == [
        "Innholdet i brevet"
    ]
    page = files["index.html"]
    for words in (
        "Det vi vet om deg",
        "Teleslynge",
        "Lageret er med.",
        membership.organisation.name,
        "Skjult",
    ):
        assert words in page
    assert "Vi trenger &lt;b&gt;et låsbart&lt;/b&gt; lager." in page
    assert "BEGIN:VCALENDAR" in files[f"filer/{signup.workshop.slug}-{signup.pk}.ics"]
    assert {name for name in files if not name.startswith("filer/")} == {
        "index.html",
        "data.json",
        "stil.css",
    }


def test_copy_holds_nothing_of_others(account):
    InputFactory(text="Sagt av en annen", giver_name="Per Annen")
    SignUpFactory(name="Per Annen")
    LetterFactory(to="per@example.no", subject="Til Per Annen")
    MembershipFactory(user__name="Per Annen", organisation=MembershipFactory(user=account).organisation)

    assert "Per Annen" not in "".join(made(account).values())


def test_secrets_are_not_in_the_copy(client, account):
    sign_in(client, account.email)
    signup = SignUpFactory(person=Person.objects.get(user=account))

    whole = "".join(made(account).values())

    assert client.session.session_key not in whole
    assert signup.token not in whole.replace(f"pamelding/{signup.token}/", "")


def test_page_of_the_copy_is_in_the_persons_language(account):
    assert "What we know about you" in made(account, "en")["index.html"]


def test_asking_twice_makes_one(account):
    first = ask_for_copy(account, language="nb")

    assert ask_for_copy(account, language="nb") == first
    assert DBTaskResult.objects.count() == 1


def test_making_twice_makes_one_file_and_one_letter(account):
    copy = ask_for_copy(account, language="nb")

    for _twice in range(2):
        make_copy.call(copy.pk, "nb")

    assert Letter.objects.filter(to=account.email).count() == 1


def test_one_that_never_came_can_be_asked_for_anew(client, account):
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        lost = ask_for_copy(account, language="nb")

    client.force_login(account)

    page = facts(client.get("/min-side/data/"))

    assert "Lag en kopi av opplysningene mine" in page
    assert ask_for_copy(account, language="nb") != lost


def test_new_copy_takes_the_place_of_the_old(account, django_capture_on_commit_callbacks):
    made(account)
    before = DataCopy.objects.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        made(account)

    assert DataCopy.objects.count() == 1
    assert not private_files().exists(before)


def test_copy_is_asked_for_made_and_fetched_by_its_owner(client, account):
    sign_in(client, account.email)

    client.post("/min-side/data/")
    [task] = DBTaskResult.objects.all()
    task.task.call(*task.args_kwargs["args"])
    answer = client.get("/min-side/data/fil/")

    content = b"".join(answer.streaming_content)
    assert "/min-side/data/" in last_letter(account.email).text
    assert answer["Content-Disposition"] == 'attachment; filename="mine-opplysninger.zip"'
    assert "no-store" in answer["Cache-Control"]
    with ZipFile(io.BytesIO(content)) as archive:
        assert account.email in archive.read("data.json").decode()


@pytest.mark.parametrize("method", ["post", "get"])
def test_stolen_session_neither_asks_nor_fetches(client, account, method):
    made(account)
    client.force_login(account)

    answer = client.post("/min-side/data/") if method == "post" else client.get("/min-side/data/fil/")

    assert answer["Location"].startswith("/konto/reauthenticate/?next=")


def test_code_lets_the_request_go_on(client, account):
    client.force_login(account)
    door = client.post("/min-side/data/")["Location"]
    client.post(door, {"action": "send"})

    client.post(door, {"code": code_to(account.email)}, follow=True)

    assert DataCopy.objects.get().user == account


def test_nobody_else_fetches_it(client, account):
    made(account)
    other = confirmed(UserFactory(email="per@example.no"))
    sign_in(client, other.email)

    assert client.get("/min-side/data/fil/").status_code == 404


def test_copy_is_gone_after_seven_days(client, account, django_capture_on_commit_callbacks):
    made(account)
    name = DataCopy.objects.get().file.name
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        sign_in(client, account.email)
        late = client.get("/min-side/data/fil/")
        page = facts(client.get("/min-side/data/"))
        with django_capture_on_commit_callbacks(execute=True):
            deleted = [delete_expired_copies(), delete_expired_copies()]

    assert late.status_code == 404
    assert "Lag en kopi av opplysningene mine" in page
    assert deleted == [1, 0]
    assert not DataCopy.objects.exists()
    assert not private_files().exists(name)


def test_copy_that_is_not_old_stays(account):
    made(account)

    assert delete_expired_copies() == 0
    kept = DataCopy.objects.get().file
    # The field's own storage: a test before this one may have changed the setting that makes a new one.
    assert kept.storage.exists(kept.name)


def test_name_of_the_file_cannot_be_guessed(account):
    made(account)

    assert re.fullmatch(r"[\w-]{32}\.zip", DataCopy.objects.get().file.name)
