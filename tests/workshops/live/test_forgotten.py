"""Who gave no name in a live room is told apart from who closed the account."""

import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from partners.inputs.models import Input
from partners.people.actions import claim
from partners.people.closing import close_account, erase_account
from partners.people.models import User
from tests.factories import InputFactory, PersonFactory, UserFactory
from workshops.asking.actions import ask
from workshops.boards.arranging import write_paper_note
from workshops.live.actions import claim_participant, show_activity

pytestmark = pytest.mark.django_db
EMAIL = "kari.eksempel@example.no"


@pytest.fixture
def kari(db):
    return claim(UserFactory(email=EMAIL, name="Kari Eksempel"), email=EMAIL)


def erase(user):
    close_account(user)
    User.objects.filter(pk=user.pk).update(erase_after=timezone.now())
    erase_account(user.pk)


def test_guest_without_a_name_is_the_organisation_and_not_a_former_participant(write, join):
    baker = join("", kind="business", organisation="Bakeriet AS")

    note = write(by=baker)

    assert (note.input.is_forgotten, note.input.public_name) == (False, "Bakeriet AS")
    assert note.input.giver_in_words == "Bakeriet AS"


def test_notes_of_who_closed_the_account_are_not_given_to_who_has_the_phone_next(write, join, kari):
    bird = join("Fuglen", person=kari)
    note = write(by=bird)
    erase(kari.user)
    bird.refresh_from_db()

    claim_participant(bird, person=PersonFactory())

    note.input.refresh_from_db()
    assert (note.input.giver, note.input.is_forgotten) == (None, True)


def test_migration_knows_the_forgotten_from_those_who_gave_no_name(write, join, room, leader, column):
    said = {"giver": None, "giver_name": ""}
    forgotten = [InputFactory(**said, shown_as=shown).pk for shown in Input.ShownAs.values]
    forgotten.append(write(by=join("Kari")).pk)
    Input.objects.filter(pk=forgotten[-1]).update(giver_name="")
    baker = join("", kind="business", organisation="Bakeriet AS")
    write(by=baker)
    write(by=baker, is_anonymous=True)
    write_paper_note(column, text="Gul lapp", by=leader)
    asking = room.activities.get(kind="questions")
    room.refresh_from_db()
    show_activity(room, asking, by=leader, seen=room.step)
    asking.refresh_from_db()
    ask(asking, baker, text="Når åpner dere?", anonymous=True, client_id=uuid.uuid4(), language="nb")

    import_module("partners.migrations.0024_forgotten").mark_the_forgotten(apps, None)

    marked = Input.objects.filter(is_forgotten=True).order_by("pk")
    assert list(marked.values_list("pk", flat=True)) == forgotten
