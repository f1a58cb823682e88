"""The profile's form: tags, place, website and logo."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.models import ModelLogEntry

from partners.organisations import logos
from partners.organisations.actions import edit_profile
from partners.organisations.models import Organisation
from tests.factories import OrganisationFactory
from tests.staff import facts

pytestmark = pytest.mark.django_db
SECRET = b"hemmelig merknad"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def address(client, organisation, owner):
    client.force_login(owner.user)
    return reverse("organisation_profile", args=[organisation.pk])


def picture(kind="PNG", size=(900, 300), **options):
    written = BytesIO()
    Image.new("RGB", size, "#14553f").save(written, kind, **options)
    return written.getvalue()


def with_secret(kind):
    """A picture that carries a remark, as cameras and drawing programs leave them."""
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", SECRET.decode())
        return picture("PNG", pnginfo=info)
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return picture(kind, exif=exif)


def fields(**changes):
    return {"about": "Om oss", "visibility": "public"} | changes


def upload(content, name="logo.png", content_type="image/png"):
    return SimpleUploadedFile(name, content, content_type)


def errors(response):
    assert response.status_code == 422
    return {
        field: [error.code for error in found]
        for field, found in response.context["form"].errors.as_data().items()
    }


def test_profile_is_saved_as_it_is_stored(client, organisation, address):
    answer = client.post(
        address,
        fields(
            tags=" Sykkel, kafé,sykkel ,, Åpent  verksted",
            place="slemmestad",
            website="nordre.example",
            contact_name="Silje\u202e Lunde",
        ),
    )

    assert answer.url == organisation.get_absolute_url()
    organisation.refresh_from_db()
    assert organisation.tags == ["sykkel", "kafé", "åpent verksted"]
    assert (organisation.place, organisation.website) == ("Slemmestad", "https://nordre.example")
    assert organisation.contact_name == "Silje Lunde"


def test_form_shows_what_is_stored(client, organisation, address):
    Organisation.objects.update(tags=["sykkel", "kafé"], place="Tofte")

    form = client.get(address).context["form"]

    assert 'value="sykkel, kafé"' in str(form["tags"])
    assert 'value="Tofte"' in str(form["place"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"tags": "et veldig langt stikkord som aldri tar slutt"}, {"tags": ["long_tag"]}),
        ({"tags": "a,b,c,d,e,f,g,h,i"}, {"tags": ["many_tags"]}),
        ({"website": "javascript:alert(1)"}, {"website": ["invalid"]}),
        ({"website": "ftp://nordre.example"}, {"website": ["invalid"]}),
        ({"contact_name": "silje@nordre.example"}, {"contact_name": ["address"]}),
    ],
)
def test_what_cannot_be_shown_comes_back_with_the_text(client, organisation, address, change, expected):
    answer = client.post(address, fields(about="Min tekst", **change))

    assert errors(answer) == expected
    assert "Min tekst" in facts(answer)
    organisation.refresh_from_db()
    assert organisation.about == ""


def test_database_keeps_no_address_that_could_run():
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationFactory(website="javascript:alert(1)")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_logo_is_drawn_anew_without_what_it_carried(client, organisation, address, kind):
    content = with_secret(kind)
    assert SECRET in content

    client.post(address, fields(logo=upload(content, name="../../skjult.php", content_type="text/html")))

    organisation.refresh_from_db()
    stored = organisation.logo.read()
    assert organisation.logo.name.startswith("logoer/")
    assert (organisation.logo.name[-5:], "skjult" in organisation.logo.name) == (".webp", False)
    assert SECRET not in stored
    with Image.open(BytesIO(stored)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (480, 160), {})


def test_logo_is_served_for_ever_as_the_picture_it_is(client, organisation, owner):
    it = edit_profile(organisation, by=owner.user, logo=picture())

    answer = client.get(it.logo_url)

    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "immutable" in answer["Cache-Control"]
    assert b"".join(answer)[:4] == b"RIFF"
    assert f'src="{it.logo_url}"' in facts(client.get(it.get_profile_url()))
    assert client.get("/media/logoer/finnesikke.webp").status_code == 404


def test_logo_is_described_by_the_name_alone(client, organisation, owner):
    it = edit_profile(organisation, by=owner.user, logo=picture())

    assert f'alt="{it.name}"' in facts(client.get(it.get_profile_url()))
    assert 'alt=""' in facts(client.get("/partner/virksomheter/"))


def test_transparency_stays(organisation, owner):
    written = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(written, "PNG")

    it = edit_profile(organisation, by=owner.user, logo=written.getvalue())

    with Image.open(it.logo) as image:
        assert image.getpixel((10, 10))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_every_sort_of_picture_can_be_a_logo(mode):
    written = BytesIO()
    Image.new(mode, (60, 40)).save(written, "JPEG" if mode == "CMYK" else "PNG")

    with Image.open(BytesIO(logos.redraw(written.getvalue()))) as image:
        assert (image.format, image.size) == ("WEBP", (60, 40))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SVG, "logo"),
        (b"<html><script>alert(1)</script>", "logo"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "logo"),
        (picture()[:-200], "logo"),
        (b"%PDF-1.7 " + picture(), "logo"),
        (picture("BMP", size=(9, 9)), "logo"),
        (picture() + b"\0" * logos.LARGEST_FILE, "large_logo"),
        (picture(size=(6000, 5000), optimize=False), "large_logo"),
    ],
    ids=["svg", "html", "no png", "cut off", "pdf", "bmp", "large file", "large picture"],
)
def test_what_is_no_logo_is_refused_and_the_text_kept(client, organisation, address, content, code):
    answer = client.post(address, fields(about="Min tekst", logo=upload(content)))

    assert errors(answer) == {"logo": [code]}
    assert "Min tekst" in facts(answer)
    organisation.refresh_from_db()
    assert not organisation.logo


def test_action_refuses_what_the_form_would(organisation, owner):
    with pytest.raises(logos.NotALogo):
        edit_profile(organisation, by=owner.user, about="Nytt", logo=SVG)

    organisation.refresh_from_db()
    assert organisation.about == ""


def test_logo_that_is_replaced_or_removed_is_deleted(
    client, organisation, address, django_capture_on_commit_callbacks
):
    def send(**changes):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, fields(**changes))
        organisation.refresh_from_db()
        return organisation.logo.name

    first = send(logo=upload(picture()))
    second = send(logo=upload(picture("JPEG")))
    assert first != second
    assert (default_storage.exists(first), default_storage.exists(second)) == (False, True)

    assert send(about="Bare tekst") == second
    assert send(remove_logo="on") == ""
    assert not default_storage.exists(second)
    assert "remove_logo" not in client.get(address).context["form"].fields


def test_logo_stays_when_the_change_is_undone(organisation, owner, django_capture_on_commit_callbacks):
    it = edit_profile(organisation, by=owner.user, logo=picture())

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        edit_profile(organisation, by=owner.user, remove_logo=True)
        raise ZeroDivisionError

    assert default_storage.exists(it.logo.name)


def test_file_of_a_form_that_comes_back_must_be_chosen_again(client, organisation, address):
    answer = client.post(address, fields(website="ikke en adresse", logo=upload(picture())))

    assert errors(answer) == {"website": ["invalid"]}
    assert "Velg logoen på nytt" in facts(answer)


def test_saving_twice_changes_and_logs_nothing_more(organisation, owner):
    for _ in range(2):
        edit_profile(organisation, by=owner.user, tags=["Kurs"], place="tofte")

    assert ModelLogEntry.objects.filter(action="partners.organisation.profile").count() == 1
