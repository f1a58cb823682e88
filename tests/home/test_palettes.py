"""The site in the colours that the editor chose: pages, admin and letters."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from wagtail.models import Site

from home.models import SiteSettings
from home.palettes import DEFAULT, PALETTES
from portal.mail.kinds import Composed, render_composed
from tests.staff import EDITORS, signed_in

pytestmark = pytest.mark.django_db
THEME = "vendor/designsystemet/theme-omigjen.css"
# What a letter or a browser's frame is told, and the token that the page has.
SAME = {
    "main": "gronn-base-default",
    "dark": "gronn-text-default",
    "link": "gronn-text-subtle",
    "light": "gronn-border-subtle",
    "tint": "gronn-background-tinted",
    "accent": "korall-base-default",
}
# (ink, ground) where our own stylesheet lays one on the other, and the contrast WCAG 2.2 AA asks for.
PAIRS = [
    *[(f"{colour}-text-default", f"{colour}-surface-tinted", 4.5) for colour in ("gronn", "korall", "blaa")],
    *[
        (f"{colour}-text-subtle", f"{colour}-background-tinted", 4.5)
        for colour in ("gronn", "korall", "blaa")
    ],
    *[("white", f"{colour}-base-default", 4.5) for colour in ("gronn", "korall", "blaa")],
    ("white", "gronn-text-default", 4.5),
    ("gronn-border-default", "white", 3),
]


def tokens(stylesheet):
    """The colours of the light scheme by name."""
    found = re.findall(r"--ds-color-(\w+-[\w-]+): (#\w{6});", Path(finders.find(stylesheet)).read_text())
    return {"white": "#ffffff"} | {name: value.lower() for name, value in reversed(found)}


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def choose(client, code):
    """As an editor does it in the admin."""
    signed_in(client, EDITORS)
    site = Site.objects.get()
    edit = reverse("wagtailsettings:edit", args=["home", "sitesettings", site.pk])
    empty = [field.name for field in SiteSettings._meta.fields if field.name not in {"id", "site"}]
    answer = client.post(edit, dict.fromkeys(empty, "") | {"programme_name": "Omigjen", "palette": code})
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_each_palette_keeps_its_contrast(palette):
    colours = tokens(palette.stylesheet or THEME)

    assert {name: colours[token] for name, token in SAME.items()} == {
        name: getattr(palette, name) for name in SAME
    }
    weak = [(ink, ground) for ink, ground, least in PAIRS if contrast(colours[ink], colours[ground]) < least]
    assert weak == []
    assert palette.main in Path(finders.find(palette.icon)).read_text().lower()


def test_contrast_can_be_too_weak():
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#c9a978", "#ffffff") < 3


def test_page_and_admin_wear_what_the_editor_chose(client):
    choose(client, "fjord")

    page, admin = client.get("/").content.decode(), client.get(reverse("wagtailadmin_home")).content.decode()

    fjord = PALETTES["fjord"]
    assert f'href="{settings.STATIC_URL}{fjord.stylesheet}"' in page
    assert f'<meta name="theme-color" content="{fjord.main}">' in page
    assert f'href="{settings.STATIC_URL}{fjord.icon}"' in page
    assert f'src="{settings.STATIC_URL}{fjord.icon}"' in admin
    assert "- Omigjen</title>" in admin


def test_letters_wear_it_too(client):
    choose(client, "lyng")

    html = render_composed(Composed("Hei", "message", {"text": "Hei"}), language="nb").html

    assert f"background: {PALETTES['lyng'].main}" in html
    assert DEFAULT.main not in html


def test_palette_that_is_none_of_ours_is_refused(client):
    signed_in(client, EDITORS)
    edit = reverse("wagtailsettings:edit", args=["home", "sitesettings", Site.objects.get().pk])

    answer = client.post(edit, {"programme_name": "Omigjen", "palette": "url(//evil.example)"})

    assert "palette" in answer.context["form"].errors
