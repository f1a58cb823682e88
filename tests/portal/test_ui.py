import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django import forms
from django.template import Context, Template, defaultfilters
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.admin.widgets import AdminDateInput

from portal import icons, patchwork
from portal.forms import DateTimeInput, HoneypotField, PortalForm, Switch, dress, error_links


class Everything(PortalForm):
    name = forms.CharField(help_text="As you want to be called")
    email = forms.EmailField(required=False)
    kind = forms.ChoiceField(choices=[("a", "Business"), ("b", "Myself")], widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        choices=[("t", "Textile"), ("w", "Workshop")], widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(widget=forms.Textarea, max_length=200)
    help_needed = forms.BooleanField(required=False, widget=Switch)
    when = forms.DateTimeField(widget=DateTimeInput)
    picture = forms.FileField(required=False)
    website = HoneypotField()
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("Choose something else")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def ids(html):
    return re.findall(r' id="([^"]+)"', html)


def test_icon_is_decorative_inline_svg():
    html = Template('{% icon "calendar" %}').render(Context())

    assert html.startswith(
        '<svg class="ds-icon" viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">'
    )
    ElementTree.fromstring(html)


def test_every_icon_is_valid_and_takes_the_text_colour():
    for name in icons.icon_paths():
        svg = ElementTree.fromstring(icons.icon_svg(name))
        colours = {element.get("fill") for element in svg.iter()} - {None, "none", "currentColor"}

        assert colours == set(), name


def test_unknown_icon_is_an_error():
    with pytest.raises(icons.UnknownIcon):
        Template('{% icon "no-such-thing" %}').render(Context())


def test_same_seed_gives_same_picture_and_another_seed_another():
    first = patchwork.patchwork_svg("one", icons=("wrench",))

    assert first == patchwork.patchwork_svg("one", icons=("wrench",))
    assert first != patchwork.patchwork_svg("two", icons=("wrench",))


@pytest.mark.parametrize("palette", patchwork.PALETTES)
@pytest.mark.parametrize(("columns", "rows"), [(4, 2), (5, 6), (1, 1), (8, 1)])
def test_no_tile_repeats_the_background_or_the_shape_of_its_neighbour(palette, columns, rows):
    for seed in range(40):
        tiles = patchwork.compose(seed, palette=palette, columns=columns, rows=rows, icons=("book", "truck"))

        for i, tile in enumerate(tiles):
            beside = [tiles[i - 1]] if i % columns else []
            above = [tiles[i - columns]] if i >= columns else []
            for neighbour in beside + above:
                assert tile.background != neighbour.background
                assert tile.shape != neighbour.shape


def test_icons_are_all_shown_once():
    tiles = patchwork.compose("s", columns=4, rows=2, icons=("book", "truck", "wrench"))

    assert sorted(tile.icon for tile in tiles if tile.icon) == ["book", "truck", "wrench"]


def test_hero_is_the_front_page_composition():
    svg = ElementTree.fromstring(patchwork.patchwork_svg("hero"))

    assert svg.get("viewBox") == "0 0 500 600"
    assert len(svg) == 30
    assert [t.icon for t in patchwork.HERO if t.icon] == [
        "armchair",
        "bicycle",
        "scissors",
        "wrench",
        "recycle",
        "hanger",
        "coffee",
        "hand-heart",
        "package",
    ]


@pytest.mark.parametrize("palette", patchwork.PALETTES)
def test_picture_is_valid_and_holds_no_style(palette):
    html = Template('{% patchwork seed="x" palette=p icons="wrench book" class="extra" %}').render(
        Context({"p": palette})
    )

    assert ElementTree.fromstring(html).get("class") == "om-lappeteppe extra"
    assert "style" not in html


def test_patchwork_class_cannot_break_out_of_its_attribute():
    html = Template('{% patchwork seed="x" class=c %}').render(Context({"c": '"><script>'}))

    assert "<script>" not in html


def test_standalone_picture_carries_its_colours():
    svg = ElementTree.fromstring(patchwork.standalone_svg("x", columns=12, rows=6, icons=("book",), scale=2))

    assert (svg.get("width"), svg.get("height")) == ("2400", "1200")
    assert not [element for element in svg.iter() if element.get("class")]
    assert {e.get("fill") for e in svg.iter() if e.tag.endswith("rect")} <= set(patchwork.COLOURS.values())


@pytest.mark.parametrize(("given", "shown"), [(70, "70"), (-3, "0"), (133.4, "100")])
def test_meter_stays_within_its_bar(given, shown):
    html = Template("{% meter p %}").render(Context({"p": given}))

    assert f'<rect width="{shown}%" height="100%"/>' in html
    assert 'aria-hidden="true"' in html


def test_meter_with_a_label_is_an_image_with_a_name():
    assert 'role="img" aria-label="Seats taken"' in Template('{% meter 5 "Seats taken" %}').render(Context())


def test_field_ties_label_help_and_error_to_its_input():
    html = str(Everything({"name": ""})["name"].as_field_group())

    assert '<label class="ds-label" for="id_name">' in html
    assert 'id="id_name_helptext"' in html
    assert '<p class="ds-validation-message" id="id_name_error">This field is required.</p>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="ds-input"' in html


def test_only_optional_fields_are_marked():
    form = Everything()

    assert "(optional)" in form["email"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()
    assert "(optional)" not in form["help_needed"].as_field_group()


@pytest.mark.parametrize("name", ["kind", "themes"])
def test_choices_are_a_fieldset_with_a_legend(name):
    html = str(Everything()[name].as_field_group())

    assert html.strip().startswith('<fieldset class="ds-fieldset"')
    assert '<legend class="ds-label">' in html
    assert html.count('class="ds-input"') == 2
    assert f'for="id_{name}_1"' in html


def test_long_text_is_counted_and_never_cut_off():
    html = str(Everything()["text"].as_field_group())

    assert '<p data-field="counter" data-limit="200" data-under="%d ' in html
    assert "maxlength" not in html
    assert 'rows="5"' in html


def test_native_widgets_and_switch():
    form = Everything()

    assert 'type="datetime-local"' in str(form["when"])
    assert 'role="switch"' in str(form["help_needed"])
    assert 'type="file"' in str(form["picture"])


def test_honeypot_is_out_of_reach_for_people():
    html = str(Everything()["website"].as_field_group())

    assert '<div class="om-felle" aria-hidden="true">' in html
    assert 'tabindex="-1"' in html
    assert 'autocomplete="off"' in html


def test_error_summary_links_every_error_to_a_control_that_exists():
    form = Everything({})

    html = str(form)

    targets = re.findall(r'<a class="ds-link" href="#([^"]+)">', html)
    assert targets == ["id_name", "id_name", "id_kind_0", "id_themes_0", "id_text", "id_when"]
    assert set(targets) <= set(ids(html))
    assert "You must fix 6 things before you can continue" in html
    assert len(ids(html)) == len(set(ids(html)))


def test_error_summary_names_the_field_that_is_missing():
    html = str(Everything({}))

    assert '<a class="ds-link" href="#id_kind_0">Kind: fill in this field</a>' in html


def test_phone_is_shown_the_way_back():
    crumbs = [{"title": title, "url": f"/{title}/"} for title in ("Forside", "Konsepter", "Verkstedgata")]

    html = render_to_string("components/breadcrumbs.html", {"breadcrumbs": crumbs})

    assert 'href="/Konsepter/" aria-label="Back to Konsepter">Konsepter</a>' in html
    assert "Back to" not in render_to_string("components/breadcrumbs.html", {"breadcrumbs": crumbs[:1]})


def test_error_summary_sets_no_colon_after_a_question():
    class Asking(PortalForm):
        name = forms.CharField(label="What is it?")

    assert error_links(Asking({})) == [{"id": "id_name", "message": "What is it? Fill in this field."}]


def test_error_summary_repeats_what_the_field_itself_says():
    links = error_links(Everything({"email": "kari"}))

    assert {"id": "id_email", "message": "Enter a valid email address."} in links


def test_error_summary_speaks_of_one_error_in_the_singular():
    class One(PortalForm):
        name = forms.CharField()

    assert "You must fix one thing before you can continue" in str(One({}))


def test_error_summary_of_what_no_field_can_mend_asks_for_nothing_to_be_fixed():
    class Late(PortalForm):
        def clean(self):
            raise forms.ValidationError("The group is archived.")

    html = str(Late({"name": ""}))

    assert "This could not be done" in html
    assert "You must fix" not in html


def test_form_without_errors_has_no_summary():
    assert "ds-error-summary" not in str(Everything())


def test_what_was_typed_stays_and_is_escaped():
    html = str(Everything({"name": '<b>"Kari"</b>'}))

    assert 'value="&lt;b&gt;&quot;Kari&quot;&lt;/b&gt;"' in html


def test_form_of_another_app_can_wear_our_markup():
    class Foreign(forms.Form):
        code = forms.CharField()

    form = Foreign({})

    assert error_links(form) == [{"id": "id_code", "message": "Code: fill in this field"}]
    assert 'class="ds-input"' in str(dress(form)["code"])


def test_form_that_is_not_ours_keeps_its_plain_widgets():
    class Foreign(forms.Form):
        code = forms.CharField()

    assert "ds-input" not in str(Foreign()["code"])


@pytest.mark.parametrize("name", ["404", "403", "403_csrf", "413", "429", "500"])
def test_error_pages_stand_without_a_context(name):
    html = render_to_string(f"{name}.html")

    assert html.count("<h1") == 1
    assert not re.search(r'style="|<script(?! src)|onclick|https?://', html)


def test_csrf_page_says_that_nothing_was_saved():
    assert "Nothing was saved" in render_to_string("403_csrf.html")


def test_patchwork_with_an_unknown_palette_is_an_error():
    with pytest.raises(KeyError):
        Template('{% patchwork seed="x" palette="pink" %}').render(Context())


def test_widgets_of_the_admin_keep_their_own_markup():
    html = AdminDateInput().render("day", None, {"id": "id_day"})

    assert html.startswith('<input type="text" name="day" autocomplete="off" id="id_day">')


@pytest.mark.parametrize("format", ["DATE_FORMAT", "l j. F Y", "H:i e O", None])
def test_dates_are_written_as_django_writes_them(format):
    set_back = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    moments = [set_back, set_back + timedelta(hours=1), set_back.replace(tzinfo=None)]
    days = [] if format == "H:i e O" else [set_back.date(), date(2026, 1, 2)]
    template = Template("{{ value|date:format }}")

    for language in ("en", "nb", "en"):
        for zone in ("Europe/Oslo", "UTC", "Europe/Oslo"):
            with translation.override(language), timezone.override(zone):
                for value in [*moments, *days, None, ""]:
                    wanted = defaultfilters.date(timezone.template_localtime(value), format)
                    assert template.render(Context({"value": value, "format": format})) == wanted
