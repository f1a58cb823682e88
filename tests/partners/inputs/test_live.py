"""What is told in the room of an input, and the parts that its open page fetches then."""

import json

import pytest
from django.urls import reverse

from partners.comments.actions import take_back
from partners.inputs.actions import answer_input, consider_input, hide_input, unhide_input
from partners.inputs.live import THREADS
from partners.inputs.several import answer_inputs, consider_inputs
from partners.people.models import Person
from partners.threads.redacting import redact
from portal.live.models import Change
from tests.factories import InputFactory, UserFactory
from tests.staff import COORDINATORS, queries_of, staff

pytestmark = pytest.mark.django_db
PARTS = ("hode", "svar", "fakta")


def told(input_pk):
    """What was told, and where everybody had to come in anew."""
    changes = Change.objects.filter(room__name=THREADS.room(input_pk)).order_by("number")
    return [change.leaves or json.loads(change.bodies[""])["what"] for change in changes]


@pytest.fixture
def given():
    return InputFactory(text="Ring 900 00 000 om bussen.", kind="comment")


def test_what_the_municipality_does_is_told(given):
    by = staff(COORDINATORS)

    consider_input(given, by=by)
    answer_input(given, status="adopted", text="Ja.", by=by)
    redact(given, words="900 00 000", reason="Privat", by=by)
    hide_input(given, reason="Navngir noen", by=by)
    hide_input(given, reason="Navngir noen", by=by)
    unhide_input(given, by=by)

    assert told(given.pk) == ["input", "input", "reply", "input", "*", "input", "input"]


def test_what_is_done_with_several_is_told_of_each(given):
    by, other = staff(COORDINATORS), InputFactory()

    consider_inputs([given, other], by=by)
    seen = {each.pk: "considering:0" for each in (given, other)}
    answer_inputs([given, other], status="adopted", text="Ja.", by=by, seen=seen)

    assert told(given.pk) == told(other.pk) == ["input", "input"]


def test_who_reads_what_is_deleted_is_asked_to_leave(given):
    user = UserFactory()
    Person.objects.filter(pk=given.giver_id).update(user=user)
    pk = given.pk

    assert take_back(given, by=user) is None

    assert told(pk) == ["*"]


def test_parts_say_what_the_page_says(client, given):
    answer_input(given, status="partly", text="Delvis, fra våren.", by=staff(COORDINATORS))
    whole = " ".join(client.get(given.get_absolute_url()).content.decode().split())

    for part in PARTS:
        alone = client.get(reverse("input_part", args=[given.pk, part])).content.decode()
        assert " ".join(alone.split()) in whole
    assert "Delvis, fra våren." in client.get(reverse("input_part", args=[given.pk, "svar"])).content.decode()


@pytest.mark.parametrize("answers", [1, 3])
def test_a_part_costs_the_same_however_long_the_history(client, given, answers):
    by = staff(COORDINATORS)
    for number in range(answers):
        answer_input(given, status="partly", text=f"Svar {number}", by=by)
    address = reverse("input_part", args=[given.pk, "fakta"])
    client.get(address)

    assert queries_of(client, address) == 6
