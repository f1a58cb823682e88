"""Bokmål is complete: every text of the code is in the catalogue, and no page shows an English one."""

import ast
import gettext
import re
from datetime import datetime
from pathlib import Path

import polib
import pytest
from django.urls import reverse
from django.utils import formats, translation
from django.utils.html import strip_tags
from django.utils.translation.template import templatize

from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import (
    OSLO,
    HomePageFactory,
    InputFactory,
    PersonFactory,
    QuestionFactory,
    WorkshopPageFactory,
    in_days,
)
from workshops.signups.actions import sign_up
from workshops.signups.models import SignUp

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "locale/nb/LC_MESSAGES/django.po"
CATALOGUES = sorted((ROOT / "locale").glob("**/nb/LC_MESSAGES/*.po"))
PYTHON = [
    file
    for app in ("demo", "home", "partners", "portal", "workshops")
    for file in ROOT.glob(f"{app}/**/*.py")
]
TEMPLATES = [file for kind in ("html", "txt") for file in (ROOT / "templates").glob(f"**/*.{kind}")]
# The names that texts are marked by, and where their context, singular and plural stand.
MARKS = {"_": (None, 0), "gettext": (None, 0), "ngettext": (None, 0), "pgettext": (0, 1), "npgettext": (0, 1)}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
MARKED = re.compile(rf"\b(n?p?gettext|_)\(((?:\s*{STRING}\s*,?)+)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entry(name, strings):
    context, text = MARKS[name]
    return (None if context is None else strings[context], strings[text])


def texts_of_python(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id.removesuffix("_lazy").removesuffix("_noop") or "_"
            strings = [value.value for value in node.args if isinstance(value, ast.Constant)]
            if name in MARKS and strings:
                yield entry(name, strings)


def texts_of_template(file):
    for name, arguments in MARKED.findall(templatize(file.read_text(), origin=str(file))):
        strings = [ast.literal_eval(string) for string in re.findall(STRING, arguments, re.DOTALL)]
        yield entry(name, strings)


def finished(catalogue):
    return {(one.msgctxt, one.msgid) for one in catalogue if one.translated() and not one.fuzzy}


def forms_of(one):
    return list(one.msgstr_plural.values()) if one.msgid_plural else [one.msgstr]


def test_each_text_of_the_code_is_in_bokmal():
    texts = {text for file in PYTHON for text in texts_of_python(file)}
    texts |= {text for file in TEMPLATES for text in texts_of_template(file)}

    missing = texts - finished(polib.pofile(str(OURS)))

    assert len(texts) > 800
    assert missing == set(), "run `make messages` and translate what it lists"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_catalogue_is_finished_and_keeps_what_texts_are_filled_with(file):
    for one in polib.pofile(str(file)):
        wanted = set(PLACEHOLDER.findall(one.msgid_plural or one.msgid))
        *singular, last = [set(PLACEHOLDER.findall(form)) for form in forms_of(one)]

        assert all(forms_of(one)), one.msgid
        assert not one.fuzzy, one.msgid
        assert last == wanted, one.msgid
        assert all(form <= wanted for form in singular), one.msgid
        assert not set("“”") & set("".join(forms_of(one))), one.msgid


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_catalogue_compiles_with_norwegian_plurals(file, tmp_path):
    compiled = tmp_path / "messages.mo"
    polib.pofile(str(file)).save_as_mofile(str(compiled))

    with compiled.open("rb") as messages:
        catalogue = gettext.GNUTranslations(messages)

    for one in polib.pofile(str(file)):
        if one.msgid_plural and not one.msgctxt:
            forms = [catalogue.ngettext(one.msgid, one.msgid_plural, count) for count in (0, 1, 2)]
            assert forms == [one.msgstr_plural[index] for index in (1, 0, 1)]


@pytest.fixture
def english():
    """What no Norwegian page may say: each whole text of ours of more than three words."""
    return {
        one.msgid
        for one in polib.pofile(str(OURS))
        if len(one.msgid.split()) > 3 and not PLACEHOLDER.search(one.msgid) and one.msgid not in forms_of(one)
    }


@pytest.fixture
def meeting(db):
    HomePageFactory()
    meeting = WorkshopPageFactory(start=in_days(9), video_link="https://video.example/1")
    QuestionFactory(page=meeting)
    InputFactory(page=meeting)
    return meeting


@pytest.fixture
def signup(meeting):
    return sign_up(meeting, person=PersonFactory(), name="Kari", attendance=SignUp.Attendance.VIDEO)


def words_of(html):
    return " ".join(strip_tags(html).split())


def test_no_public_page_shows_an_english_text(client, meeting, signup, english):
    pages = {
        "/": 200,
        meeting.url: 200,
        f"{meeting.url}pamelding/": 200,
        f"{meeting.url}innspill/": 200,
        signup.get_absolute_url(): 200,
        f"{signup.get_absolute_url()}endre/": 200,
        f"{signup.get_absolute_url()}avbestill/": 200,
        reverse("signup_resend"): 200,
        reverse("input_list"): 200,
        f"{reverse('search')}?q=møte": 200,
        reverse("account_login"): 200,
        "/finnes-ikke/": 404,
    }

    for url, status in pages.items():
        response = client.get(url)

        assert response.status_code == status, url
        assert '<html lang="nb"' in response.text, url
        words = words_of(response.text)
        assert {text for text in english if text in words} == set(), url


def test_a_letter_shows_no_english_text(signup, english):
    for letter in Letter.objects.all():
        rendered = render(letter)

        for words in (" ".join(rendered.text.split()), words_of(rendered.html)):
            assert {text for text in english if text in words} == set(), letter.kind


@pytest.mark.parametrize(
    ("language", "date", "moment", "weekday"),
    [
        ("nb", "9. desember 2026", "9. desember 2026 kl. 08.30", "onsdag 9. desember 2026 kl. 08.30"),
        ("en", "9 December 2026", "9 December 2026 at 08:30", "Wednesday 9 December 2026 at 08:30"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, date, moment, weekday):
    time = datetime(2026, 12, 9, 8, 30, tzinfo=OSLO)

    with translation.override(language):
        assert formats.date_format(time, "DATE_FORMAT") == date
        assert formats.date_format(time, "DATETIME_FORMAT") == moment
        assert formats.date_format(time, "WEEKDAY_DATETIME_FORMAT") == weekday


def test_wagtails_admin_speaks_bokmal_where_its_own_catalogue_is_silent():
    with translation.override("nb"):
        assert translation.gettext("Set schedule") == "Lag plan"
        assert translation.gettext("Promote") == "Fremhev"
