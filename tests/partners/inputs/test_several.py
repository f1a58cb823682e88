"""Several inputs at once: one answer, one letter a giver, and nothing done to what has changed meanwhile."""

import json

import pytest
from django.urls import reverse

from partners.inputs.actions import add_remark, answer_input, assign_input, hide_input, marker_of
from partners.inputs.history import whole_life_of
from partners.inputs.models import Answer, Input, Remark
from partners.inputs.several import answer_inputs, assign_inputs, consider_inputs
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import InputFactory, PersonFactory, UserFactory
from tests.staff import COORDINATORS, signed_in

pytestmark = pytest.mark.django_db
SEVERAL = "/admin/innspill/several/"


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


@pytest.fixture
def alike():
    """Three that are alike: two of Kari, one of somebody else."""
    kari = PersonFactory(email="kari@example.no")
    texts = ["Heis, takk", "Vi trenger heis", "Det må være heis"]
    givers = [kari, kari, PersonFactory(email="ola@example.no")]
    return [InputFactory(giver=giver, text=text) for giver, text in zip(givers, texts, strict=True)]


def seen(inputs):
    return {each.pk: marker_of(each) for each in inputs}


def same_answer(inputs, by, **changes):
    given = {"status": "adopted", "text": "Det blir heis.", "seen": seen(inputs)} | changes
    return answer_inputs(inputs, **given, by=by)


def kinds():
    return sorted(Letter.objects.values_list("kind", "to"))


def test_each_is_answered_and_each_giver_told_once(alike):
    done, left = same_answer(alike, UserFactory())

    assert (len(done), left) == (3, [])
    assert set(Input.objects.values_list("status", flat=True)) == {"adopted"}
    assert kinds() == [
        ("inputs.answered", "ola@example.no"),
        ("inputs.answered_together", "kari@example.no"),
    ]


def test_letter_about_several_has_each_of_them_and_the_answer(alike):
    same_answer(alike, UserFactory())

    letter = render(Letter.objects.get(kind="inputs.answered_together"))

    for words in ("Heis, takk", "Vi trenger heis", "Det blir heis.", f"/innspill/{alike[0].pk}/"):
        assert words in letter.text
        assert words in letter.html
    assert "Det må være heis" not in letter.text


def test_letter_about_several_stands_in_the_life_of_each(alike):
    same_answer(alike, UserFactory())

    for input in alike[:2]:
        told = [step.title for step in whole_life_of(input)]
        assert "E-post: Svar på flere innspill" in told


def test_same_answer_twice_is_given_once(alike):
    by = UserFactory()
    before = seen(alike)
    same_answer(alike, by, seen=before)

    done, left = same_answer(alike, by, seen=before)

    assert (done, left) == ([], [])
    assert (Answer.objects.count(), Letter.objects.count()) == (3, 2)


def test_what_is_hidden_or_changed_meanwhile_is_left_alone(alike):
    by = UserFactory()
    before = seen(alike)
    hide_input(alike[0], reason="Personopplysninger", by=by)
    answer_input(alike[1], status="partly", text="Kanskje.", by=by)
    alike[0].refresh_from_db()
    before[alike[0].pk] = marker_of(alike[0])

    done, left = same_answer(alike, by, seen=before)

    assert [each.pk for each in done] == [alike[2].pk]
    assert [each.pk for each in left] == [alike[0].pk, alike[1].pk]


def test_several_are_taken_up_and_each_giver_told_once(alike):
    by = UserFactory()

    assert len(consider_inputs(alike, by=by)) == 3
    assert consider_inputs(alike, by=by) == []

    assert kinds() == [
        ("inputs.considering", "ola@example.no"),
        ("inputs.considering_together", "kari@example.no"),
    ]
    assert "Vi trenger heis" in render(Letter.objects.get(kind="inputs.considering_together")).text


def test_letter_tells_of_those_alone_that_nobody_has_answered_since(alike):
    by = UserFactory()
    consider_inputs(alike, by=by)
    answer_input(alike[0], status="answered", text="Takk.", by=by)
    letter = Letter.objects.get(kind="inputs.considering_together")

    assert "Heis, takk" not in render(letter).text
    answer_input(alike[1], status="answered", text="Takk.", by=by)
    assert render(letter) is None


def test_who_handles_it_is_said_once_and_stands_in_its_life(alike):
    by, amina = UserFactory(), UserFactory(name="Amina Hassan")
    assign_inputs(alike, assignee=amina, by=by)
    assign_input(alike[0], assignee=amina, by=by)
    assign_input(alike[0], assignee=None, by=by)

    steps = [step.text for step in whole_life_of(alike[0]) if step.title == "Behandles av"]

    assert steps == ["ingen → Amina Hassan", "Amina Hassan → ingen"]


def test_remark_is_read_by_those_who_answer_alone(client, desk, alike):
    add_remark(alike[0], text="Spør Bygg først.", by=desk.user)
    add_remark(alike[0], text="Spør Bygg først.", by=desk.user)

    inside = desk.get(reverse("inputs:input", args=[alike[0].pk])).content.decode()
    desk.logout()
    outside = client.get(alike[0].get_absolute_url()).content.decode()

    assert Remark.objects.count() == 1
    assert "Spør Bygg først." in inside
    assert "Spør Bygg først." not in outside


def test_page_shows_the_filtered_ones_and_does_what_is_chosen(desk, alike):
    other = InputFactory(text="Noe helt annet")
    page = desk.get(SEVERAL, {"q": "heis"})
    assert {row["input"] for row in page.context["rows"]} == set(alike)
    data = {f"seen_{row['input'].pk}": row["seen"] for row in page.context["rows"]}
    data |= {"inputs": [each.pk for each in alike], "what": "answer", "status": "adopted", "text": "Ja."}

    answer = desk.post(f"{SEVERAL}?q=heis", data)

    assert answer.status_code == 302
    assert answer["Location"].endswith("?q=heis")
    assert Answer.objects.count() == 3
    other.refresh_from_db()
    assert other.status == "new"


@pytest.mark.parametrize(
    ("what", "field"), [("theme", "theme"), ("assignee", "assignee"), ("consider", "status")]
)
def test_each_of_the_other_things_is_done(desk, alike, what, field):
    data = {"inputs": [alike[0].pk], "what": what, "assignee": desk.user.pk}

    assert desk.post(SEVERAL, data).status_code == 302

    alike[0].refresh_from_db()
    assert getattr(alike[0], field) == {"theme": None, "assignee": desk.user, "consider": "considering"}[what]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"what": "answer", "status": "adopted", "text": "Behold meg."}, "inputs"),
        ({"inputs": ["1"], "what": "answer", "text": "Behold meg."}, "status"),
        ({"inputs": ["1"], "what": "answer", "status": "adopted", "text": ""}, "text"),
        ({"inputs": ["x"], "what": "consider", "text": "Behold meg."}, "inputs"),
        ({"text": "Behold meg."}, "what"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(desk, alike, data, field):
    if data.get("inputs") == ["1"]:
        data = data | {"inputs": [str(alike[0].pk)]}

    answer = desk.post(SEVERAL, data)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    if data.get("text"):
        assert "Behold meg." in answer.content.decode()
    if field != "inputs" and data.get("inputs"):
        assert f'id="tick-{alike[0].pk}" checked' in answer.content.decode()
    assert Answer.objects.count() == 0


def test_table_is_had_as_json(desk, alike):
    answer = desk.get(reverse("inputs:export", args=["json"]))

    rows = json.loads(answer.content)
    assert {row["text"] for row in rows} == {each.text for each in alike}
    assert rows[0].keys() >= {"number", "received", "page", "status", "answer"}


def test_list_says_who_handles_each(desk, alike):
    assign_input(alike[0], assignee=desk.user, by=desk.user)

    page = desk.get(reverse("inputs:index"), {"assignee": desk.user.pk})

    assert [row.pk for row in page.context["object_list"]] == [alike[0].pk]
    assert str(desk.user) in page.content.decode()
