"""Whatever is sent, from anyone to anywhere: a clear answer, harmless text, never an error of ours."""

import csv
import io
import random
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PILImage
from wagtail.documents.models import Document
from wagtail.images.models import Image

from partners.inputs.models import Input
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from tests.factories import (
    InputFactory,
    PersonFactory,
    QuestionFactory,
    SignUpFactory,
    ThemeFactory,
    WorkshopPageFactory,
)
from tests.staff import COORDINATORS, EDITORS, signed_in
from tests.workshops.pages import sign_up_data, stamp
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TEXTS = {
    "nul": "før\x00etter",
    "surrogate": "før\ud83detter",
    "rtl": "\u202eabc محمد \u2066skjult",
    "emoji": "👩‍👩‍👧‍👦 🚲 " * 20,
    "html": MARKUP,
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "header": "Kari\r\nBcc: alle@example.no\r\n\r\nHei",
    "formula": '=HYPERLINK("https://ondt.example";"Klikk")',
    "long": "a" * 200_000,
    "quote": "'; DROP TABLE workshops_signup; --",
}
ANSWERS = {302, 400, 409, 422}


@pytest.fixture
def meeting():
    workshop = WorkshopPageFactory(video_link="https://video.example/1")
    QuestionFactory(page=workshop)
    return workshop


def send(client, address, fields):
    """As a browser would send it; half a surrogate pair goes as the bytes it would have."""
    body = urlencode(fields, errors="surrogatepass")
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


def forms_of_all(meeting):
    """(address, fields filled in as they should be) of every public form."""
    question = f"question_{meeting.questions.get().pk}"
    own = SignUpFactory(workshop=meeting).get_absolute_url()
    said = {question: "Mer lys.", "visibility": "everyone", "shown_as": "name"}
    return [
        (f"{meeting.url}pamelding/", sign_up_data(**said, access_needs="", organisation_name="Laget")),
        (
            f"{meeting.url}innspill/",
            said | {"name": "Kari", "email": "k@example.no", "organisation": "", "shown": stamp()},
        ),
        (f"{own}endre/", {"name": "Kari", "on_behalf_of": "business", "organisation_name": "Laget"}),
        (f"{own}innspill/", said),
        (reverse("signup_resend"), {"email": "k@example.no", "shown": stamp()}),
        (reverse("account_request_login_code"), {"email": "k@example.no"}),
        (reverse("account_signup"), {"email": "k@example.no"}),
    ]


@pytest.mark.parametrize("kind", TEXTS)
def test_every_public_field_takes_any_text(client, meeting, kind):
    for address, fields in forms_of_all(meeting):
        for field in fields:
            response = send(client, address, fields | {field: TEXTS[kind]})

            assert response.status_code in ANSWERS | {200}, f"{address} {field}: {response.status_code}"
            assert MARKUP not in response.content.decode()


@pytest.mark.parametrize("kind", sorted(TEXTS.keys() - {"nul", "surrogate"}))
def test_what_is_refused_comes_back_whole(client, meeting, kind):
    fields = sign_up_data(name="Kari", access_needs=TEXTS[kind][:900], email="ingen adresse")

    response = client.post(f"{meeting.url}pamelding/", fields)

    assert response.status_code == 422
    assert response.context["form"]["access_needs"].value() == fields["access_needs"]


def test_text_of_strangers_is_text_wherever_it_is_shown(client, meeting):
    question = f"question_{meeting.questions.get().pk}"
    said = {question: MARKUP, "visibility": "everyone", "shown_as": "organisation"}
    person = {"name": MARKUP, "on_behalf_of": "business", "organisation_name": MARKUP, "access_needs": MARKUP}
    client.post(f"{meeting.url}pamelding/", sign_up_data(**said, **person))
    signup, given = SignUp.objects.get(name=MARKUP), Input.objects.get(text=MARKUP)
    letter = Letter.objects.earliest("pk")
    public = [reverse("input_list"), given.get_absolute_url(), meeting.url, f"{reverse('search')}?q=script"]
    desk = [
        reverse("signups:index"),
        reverse("inputs:index"),
        reverse("inputs:input", args=[given.pk]),
        reverse("letters:letter", args=[letter.pk]),
        *[reverse(f"signups:{name}", args=[meeting.pk]) for name in ("door", "print")],
        *[reverse(f"signups:{name}", args=[signup.pk]) for name in ("edit", "cancel")],
    ]

    pages = [client.get(address) for address in [*public, signup.get_absolute_url()]]
    signed_in(client, COORDINATORS)
    pages += [client.get(address) for address in desk]

    assert {page.status_code for page in pages} == {200}
    assert [page.request["PATH_INFO"] for page in pages if "<script>alert" in page.content.decode()] == []
    assert [page.request["PATH_INFO"] for page in pages if "<img src=x" in page.content.decode()] == []


def test_name_and_subject_make_no_header(client, meeting, smtp_server):
    client.post(f"{meeting.url}pamelding/", sign_up_data(name=TEXTS["header"]))
    signed_in(client, COORDINATORS)
    address = reverse("meetings:message", args=[meeting.pk])
    shown = client.get(address).context["form"]["token"].value()
    message = {"audience": "all", "subject": TEXTS["header"], "text": "Hei", "token": shown, "step": "see"}
    seen = client.post(address, message).context["seen"]
    client.post(address, message | {"step": "send", "seen": seen})

    deliver_due()

    letters = smtp_server.to("kari@example.no")
    assert len(letters) == 2
    assert [letter["Bcc"] for letter in letters] == [None, None]
    assert smtp_server.to("alle@example.no") == []


@pytest.mark.parametrize("name", ["search", "input_list"])
@pytest.mark.parametrize(
    "query",
    [
        "q=" + "ombruk+" * 3000,
        "q=" + "%27%3A%2A%7C%26%21%28" * 50,
        "q[]=1&q=2&q=3",
        "before=tull&after=tull",
        "before=2026-02-30_1",
        "before=" + "9" * 400,
        "after=%F0%9F%9A%B2",
        "page=99999999999999999999&question=-1&theme=%3Cb%3E&status=hidden&answered=kanskje",
        "page=" + "9" * 5000,
        "&".join(f"felt{number}=1" for number in range(1500)),
    ],
)
def test_lists_take_any_query(client, name, query):
    InputFactory()

    assert client.get(f"{reverse(name)}?{query}").status_code in {200, 400, 404, 413}


@pytest.mark.parametrize("token", ["kort", "a" * 22, "a" * 5000, "-", "_" * 22])
def test_wrong_token_is_an_address_that_is_not_there(client, token):
    names = ["signup_page", "signup_change", "signup_cancel", "signup_calendar", "signup_feed"]

    assert {client.get(reverse(name, args=[token])).status_code for name in names} == {404}
    assert client.post(reverse("signup_input", args=[token]), {"x": "1"}).status_code == 404


def test_forged_host_gets_no_letter_and_no_link(client, meeting):
    person = PersonFactory(email="kari@example.no")
    SignUpFactory(workshop=meeting, person=person)

    response = client.post(
        reverse("signup_resend"),
        {"email": person.email, "shown": stamp()},
        headers={"host": "ondt.example"},
    )

    assert response.status_code == 400
    assert Letter.objects.count() == 0


def test_forwarded_host_is_not_believed(client, meeting):
    response = client.get(meeting.url, headers={"x-forwarded-host": "ondt.example"})

    assert response.status_code == 200
    assert "ondt.example" not in response.content.decode()


@pytest.mark.parametrize(
    ("start", "end"),
    [("2027-03-28 02:30", "2027-03-28 04:00"), ("2027-10-31 02:30", "2027-10-31 04:00")],
)
def test_time_that_is_not_or_comes_twice_is_refused_and_kept(client, meeting, start, end):
    signed_in(client, COORDINATORS)

    response = client.post(reverse("meetings:move", args=[meeting.pk]), {"start": start, "end": end})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"start"}
    assert response.context["form"]["start"].value() == start


@pytest.mark.parametrize("kind", TEXTS)
def test_desk_takes_any_text(client, meeting, kind):
    signed_in(client, COORDINATORS)
    given, signup, theme = InputFactory(), SignUpFactory(workshop=meeting), ThemeFactory()
    text = TEXTS[kind]
    forms = [
        (reverse("inputs:input", args=[given.pk]), {"status": "adopted", "text": text, "step": "see"}),
        (reverse("inputs:hide", args=[given.pk]), {"reason": text}),
        (reverse("meetings:link", args=[meeting.pk]), {"video_link": text}),
        (reverse("meetings:link", args=[meeting.pk]), {"video_link": f"https://video.example/{text}"}),
        (reverse("meetings:move", args=[meeting.pk]), {"start": text, "end": text}),
        (
            reverse("signups:edit", args=[signup.pk]),
            {"name": text, "attendance": "video", "on_behalf_of": "self"},
        ),
        (reverse("signups:add", args=[meeting.pk]), {"name": text, "email": text, "attendance": text}),
        (reverse("meetings:message", args=[meeting.pk]), {"subject": text, "text": text, "audience": "all"}),
        (reverse("themes:edit", args=[theme.pk]), {"name": text, "slug": text}),
        (reverse("meetings:cancel", args=[meeting.pk]), {"reason": text, "sure": "on"}),
    ]
    for address, fields in forms:
        response = send(client, address, fields)

        assert response.status_code in ANSWERS | {200}, f"{address}: {response.status_code}"
        assert MARKUP not in response.content.decode()
    for name in ("signups:index", "inputs:index", "letters:index", "meetings:index"):
        query = urlencode({"q": text[:2000]}, errors="surrogatepass")
        assert client.get(f"{reverse(name)}?{query}").status_code in {200, 400}


def test_exports_run_nothing(client, meeting):
    SignUpFactory(workshop=meeting, name=TEXTS["formula"], organisation_name="+1+1", access_needs="@SUM(A1)")
    InputFactory(page=meeting, text="=cmd|' /C calc'!A0", giver_name="-2+3")
    signed_in(client, COORDINATORS)

    for address in (
        reverse("signups:export_csv", args=[meeting.pk]),
        reverse("inputs:export", args=["csv"]),
    ):
        text = b"".join(client.get(address)).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ\x90"),
        ("side.html", b"<script>alert(1)</script>"),
        ("bilde.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("uten", b"tekst"),
        ("../../etc/passwd.exe", b"x"),
    ],
)
def test_document_of_a_wrong_kind_is_refused(client, name, content):
    signed_in(client, EDITORS)
    file = SimpleUploadedFile(name, content)

    response = client.post(reverse("wagtaildocs:add"), {"title": "Studie", "file": file})

    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert response.context["form"]["title"].value() == "Studie"
    assert Document.objects.count() == 0


def png(side):
    """A real picture of noise, which no compression makes small."""
    content = io.BytesIO()
    PILImage.frombytes("L", (side, side), random.Random(1).randbytes(side * side)).save(content, "PNG")
    return content.getvalue()


BROKEN_PNG = b"\x89PNG\r\n\x1a\n" + b"\xff" * 99


@pytest.mark.parametrize("content", [b"GIF89a" + b"\x00" * 20, b"ikke et bilde", BROKEN_PNG])
def test_picture_that_is_none_is_refused(client, content):
    signed_in(client, EDITORS)
    file = SimpleUploadedFile("bilde.png", content, content_type="image/png")

    response = client.post(reverse("wagtailimages:add"), {"title": "Bilde", "file": file})

    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert Image.objects.count() == 0


def test_picture_that_is_too_large_is_refused(client):
    signed_in(client, EDITORS)
    file = SimpleUploadedFile("stort.png", png(4000), content_type="image/png")

    response = client.post(reverse("wagtailimages:add"), {"title": "Bilde", "file": file})

    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert Image.objects.count() == 0


def test_document_that_is_too_large_is_refused(client, settings):
    signed_in(client, EDITORS)
    file = SimpleUploadedFile("stor.pdf", b"%PDF-1.7" + b"0" * settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)

    response = client.post(reverse("wagtaildocs:add"), {"title": "Stor", "file": file})

    assert response.status_code in {200, 413}
    assert Document.objects.count() == 0


def test_ten_megabytes_are_refused_by_every_public_form(client, meeting):
    for address, fields in forms_of_all(meeting):
        response = client.post(address, fields | {"name": "a" * (10 * 1024 * 1024)})

        assert response.status_code == 413
