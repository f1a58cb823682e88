import io

import pytest
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from partners.inputs.actions import answer_input, give_inputs, marker_of
from partners.inputs.models import Input, Theme
from partners.people.models import User
from portal.mail.models import Letter
from tests.staff import facts, queries_of
from tests.workshops.pages import nb


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator, backend="partners.people.signed_in.AccountBackend")
    return client


def desk_address(name, input):
    return reverse(f"inputs:{name}", args=[input.pk])


def test_queue_has_the_oldest_unanswered_first(desk, make_input, moment):
    done = make_input(text="besvart", status="adopted", created_at=moment)
    newer = make_input(text="nyere")
    older = make_input(text="eldre", created_at=moment)

    rows = desk.get(reverse("inputs:index")).context["object_list"]

    assert [row.pk for row in rows] == [older.pk, newer.pk, done.pk]


def test_queue_is_found_by_word_giver_and_filter(desk, make_input, theme):
    bike = make_input(text="Sykkelverkstedet", theme=theme)
    private = make_input(text="Kafé", giver_name="Ola Eksempel", visibility="municipality")

    def found(**parameters):
        return [row.pk for row in desk.get(reverse("inputs:index"), parameters).context["object_list"]]

    assert found(q="sykkelverksted") == [bike.pk]
    assert found(q="ola") == [private.pk]
    assert found(theme=theme.pk) == [bike.pk]
    assert found(visibility="municipality") == [private.pk]
    assert found(answered="yes") == []


def test_answer_is_seen_as_a_letter_before_it_is_sent(desk, make_input):
    input = make_input(language="en")
    answer = {"status": "adopted", "text": "Ja, det gjør vi.", "seen": marker_of(input)}

    seen = desk.post(desk_address("input", input), answer | {"step": "preview"})

    assert "Ja, det gjør vi." in seen.context["preview"].text
    assert (Input.objects.get().status, Letter.objects.count()) == ("new", 0)

    desk.post(desk_address("input", input), answer | {"step": "send"})

    assert Input.objects.get().status == "adopted"
    assert [letter.kind for letter in Letter.objects.all()] == ["inputs.answered"]


def test_answer_without_words_is_refused_and_kept(desk, make_input):
    response = desk.post(desk_address("input", make_input()), {"text": "Ja", "seen": "new:0"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"status"}
    assert response.context["form"]["text"].value() == "Ja"


def test_second_coordinator_sees_that_it_changed(desk, make_input, coordinator):
    input = make_input()
    seen = marker_of(input)
    answer_input(input, status="adopted", text="Ja.", by=coordinator)
    late = {"status": "not_adopted", "text": "Nei.", "step": "send"}

    refused = desk.post(desk_address("input", input), late | {"seen": seen})

    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"__all__"}
    assert list(input.answers.values_list("text", flat=True)) == ["Ja."]

    desk.post(desk_address("input", input), late | {"seen": refused.context["seen"]})

    assert list(input.answers.values_list("text", flat=True)) == ["Ja.", "Nei."]


def test_consider_theme_hide_and_show_again(desk, make_input, theme):
    input = make_input()

    desk.post(desk_address("consider", input))
    desk.post(desk_address("theme", input), {"theme": theme.pk})
    desk.post(desk_address("hide", input), {"reason": "Navngir en privatperson"})
    input.refresh_from_db()
    assert (input.status, input.theme) == ("hidden", theme)

    desk.post(desk_address("unhide", input))

    input.refresh_from_db()
    assert input.status == "considering"
    actions = ModelLogEntry.objects.for_instance(input).values_list("action", flat=True)
    assert sorted(actions) == [
        "partners.input.consider",
        "partners.input.hide",
        "partners.input.theme",
        "partners.input.unhide",
    ]


def test_page_of_an_input_tells_its_whole_life(desk, giver, meeting, question, theme, coordinator):
    other = Theme.objects.create(name="Økonomi", slug="okonomi")
    facts = {"name": "Kari", "organisation": "", "visibility": "everyone", "shown_as": "anonymous"}
    given = [(question, "Et åpent verksted"), (None, "Lykke til")]
    _first, input = give_inputs(meeting, answers=given, person=giver, language="nb", **facts)
    for step, data in [
        ("consider", {}),
        ("theme", {"theme": theme.pk}),
        ("theme", {"theme": other.pk}),
        ("input", {"status": "partly", "text": "Delvis.", "seen": "considering:0", "step": "send"}),
        ("hide", {"reason": "Navngir en privatperson"}),
        ("unhide", {}),
    ]:
        assert desk.post(desk_address(step, input), data).status_code == 302

    response = desk.get(desk_address("input", input), headers={"accept-language": "nb"})

    steps = [(step.title, step.text) for step in response.context["steps"]]
    sent = f"{giver.email}: Venter"
    assert set(steps) == {
        ("Mottatt", ""),
        ("E-post: Kvittering for innspill", sent),
        ("Tatt opp til vurdering", ""),
        ("E-post: Innspill til vurdering", sent),
        ("Tema endret", "Uten tema → Verksted og reparasjon"),
        ("Tema endret", "Verksted og reparasjon → Økonomi"),
        ("Tas delvis med", ""),
        ("E-post: Svar på innspill", sent),
        ("Skjult av kommunen", "Navngir en privatperson"),
        ("E-post: Innspill skjult", sent),
        ("Vist igjen", ""),
        ("E-post: Innspill vist igjen", sent),
    }
    assert steps[0] == ("Mottatt", "")
    assert len(steps) == 12
    assert response.content.decode().count(f", {coordinator}</span>") == 6


def test_page_of_an_input_costs_the_same_however_long_its_life(desk, make_input, theme):
    input = make_input()
    desk.post(desk_address("theme", input), {"theme": theme.pk})

    with_one = queries_of(desk, desk_address("input", input))
    for chosen in ("", theme.pk, ""):
        desk.post(desk_address("theme", input), {"theme": chosen})

    assert queries_of(desk, desk_address("input", input)) <= with_one <= 33


def test_hiding_takes_a_reason(desk, make_input):
    response = desk.post(desk_address("hide", make_input()), {"reason": " "})

    assert response.status_code == 422
    assert Input.objects.get().status == "new"


def test_only_the_municipality_has_the_queue(client, make_input):
    input = make_input()
    editor = User.objects.create_superuser("redaktor@example.no")
    editor.is_superuser = False
    editor.save()
    client.force_login(editor, backend="partners.people.signed_in.AccountBackend")

    for name in ("input", "hide", "consider", "theme", "unhide"):
        response = client.post(desk_address(name, input), {"reason": "x", "status": "adopted", "text": "x"})
        assert response.status_code in {302, 403, 404}
    assert client.get(reverse("inputs:export", args=["xlsx"])).status_code in {302, 403, 404}
    assert Input.objects.get().status == "new"


def test_export_is_filtered_and_runs_nothing(desk, make_input):
    make_input(text='=cmd|" /C calc"!A0', giver_name="@Kari")
    make_input(text="Kafé", visibility="municipality")

    response = desk.get(reverse("inputs:export", args=["xlsx"]), {"visibility": "everyone"})

    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert len(rows) == 2
    assert '\'=cmd|" /C calc"!A0' in rows[1]
    assert "'@Kari" in rows[1]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"giver_organisation": "Bakeriet AS", "shown_as": "organisation"}, "Bakeriet AS"),
        ({"giver_organisation": "", "shown_as": "anonymous"}, "Uten navn"),
        ({"giver_organisation": "", "is_forgotten": True}, "Tidligere deltaker"),
        ({"is_forgotten": True}, "Tidligere deltaker, Eksempel sykkel AS"),
    ],
)
def test_desk_tells_who_gave_no_name_from_who_is_forgotten(desk, make_input, fields, named):
    input = make_input(giver=None, giver_name="", **fields)

    table = desk.get(reverse("inputs:index")).context["table"]
    page = facts(desk.get(desk_address("input", input)))
    file = desk.get(reverse("inputs:export", args=["json"])).json()

    column = next(column for column in table.columns.values() if column.name == "giver")
    assert column.get_value(input) == named
    assert f"<dt>{nb('Given by')}</dt><dd>{named}</dd>" in page
    assert file[0]["name"] == ("Tidligere deltaker" if input.is_forgotten else "")


def test_database_refuses_a_forgotten_giver_with_a_name(make_input):
    with pytest.raises(IntegrityError, match="input_forgotten_is_nobodys"):
        make_input(giver=None, is_forgotten=True)


def test_front_panel_counts_what_waits(desk, make_input):
    make_input()
    make_input(status="considering")
    make_input(status="adopted")

    html = desk.get(reverse("wagtailadmin_home"), headers={"accept-language": "en"}).content.decode()

    assert "unanswered-inputs" in html
    assert f"{reverse('inputs:index')}?answered=no" in html


def test_a_theme_in_use_is_not_lost(desk, make_input, theme, coordinator):
    make_input(theme=theme)
    coordinator.is_superuser = True
    coordinator.save()

    response = desk.post(reverse("themes:delete", args=[theme.pk]))

    assert response.status_code < 500
    assert Theme.objects.filter(pk=theme.pk).exists()
