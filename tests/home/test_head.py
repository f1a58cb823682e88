"""What machines are told of a page."""

import json
import re
from datetime import date

import pytest
from wagtail.models import Locale, PageViewRestriction, Site

from home.base import BasePage
from home.models import SiteSettings
from tests.home.pages import concepts, front, news, news_index, standard
from tests.staff import EDITORS, signed_in

pytestmark = pytest.mark.django_db


def data_of(html):
    return [
        json.loads(block)
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    ]


def settings_of_site(**fields):
    site_settings = SiteSettings.for_site(Site.objects.get())
    for name, value in fields.items():
        setattr(site_settings, name, value)
    site_settings.save()


def test_front_page_tells_of_the_organisation(client, settings):
    settings_of_site(
        municipality="Asker kommune", organisation_number="920125298", contact_email="a@example.no"
    )

    [organisation] = data_of(client.get("/").content.decode())

    assert organisation == {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "name": "Asker kommune",
        "url": f"{settings.SITE_URL}/",
        "department": {"@type": "Organization", "name": "Omigjen"},
        "identifier": "920125298",
        "email": "a@example.no",
    }


def test_news_tells_of_the_article_and_cannot_break_out(client):
    page = news(news_index(), "</script><script>alert(1)</script>", slug="farlig", day=date(2026, 5, 12))

    html = client.get("/aktuelt/farlig/").content.decode()
    [article] = data_of(html)

    assert article["headline"] == page.title
    assert article["datePublished"] == "2026-05-12"
    assert "<script>alert" not in html


def test_translated_page_points_to_both_languages(client, settings):
    page = standard(slug="personvern")
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translation.slug = "privacy"
    translation.save_revision().publish()

    html = client.get("/personvern/").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/personvern/">' in html
    assert f'<link rel="alternate" hreflang="en" href="{settings.SITE_URL}/en/privacy/">' in html
    assert f'<link rel="alternate" hreflang="nb" href="{settings.SITE_URL}/personvern/">' in html


def test_page_in_one_language_leads_to_the_other_front_page(client):
    standard(slug="personvern")

    html = client.get("/personvern/").content.decode()

    assert 'hreflang="en" href="http' not in html
    assert '<a href="/en/" lang="en" hreflang="en">English</a>' in html


def test_function_is_the_same_in_the_other_language(client):
    html = client.get("/sok/?q=ombruk").content.decode()

    assert '<a href="/en/sok/?q=ombruk" lang="en" hreflang="en">English</a>' in html


def test_page_without_picture_is_shared_with_the_sites_own(client, settings):
    assert (
        f'<meta property="og:image" content="{settings.SITE_URL}/static/img/deling'
        in client.get("/").content.decode()
    )


PLACES = ("/", "/om/", "/en/", "/en/about/", "/partner/roller/", "/en/partner/roller/")


def test_sitemap_has_what_everybody_may_read_in_both_languages(client, settings):
    standard(slug="om")
    kept = standard(slug="internt")
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    standard(front("en"), slug="about")

    places = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())

    assert places == [f"{settings.SITE_URL}{path}" for path in PLACES]


def test_robots_are_kept_from_personal_pages(client, settings):
    text = client.get("/robots.txt").content.decode()

    for path in ("/admin/", "/pamelding/", "/en/pamelding/", "/sok/"):
        assert f"Disallow: {path}\n" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_footer_shows_programme_contact_and_pages(client):
    settings_of_site(
        municipality="Asker kommune",
        municipality_en="Asker municipality",
        accessibility_url="https://uustatus.no/nb/erklaringer/1",
    )
    standard(slug="personvern", title="Personvern", in_footer=True)

    norwegian, english = client.get("/").content.decode(), client.get("/en/").content.decode()

    assert '<a href="/personvern/">Personvern</a>' in norwegian
    assert '<a href="https://uustatus.no/nb/erklaringer/1">' in norwegian
    assert "Asker municipality" in english
    assert "Asker kommune" not in english


def test_header_lets_you_in_and_out(client):
    anonymous = client.get("/").content.decode()
    signed_in(client, EDITORS)
    inside = client.get("/").content.decode()

    assert ('href="/konto/login/"' in anonymous, 'action="/konto/logout/"' in anonymous) == (True, False)
    assert ('href="/konto/login/"' in inside, 'action="/konto/logout/"' in inside) == (False, True)


def test_header_that_is_kept_for_visitors_follows_the_place_and_the_menu(client):
    index, listing = concepts(show_in_menus=True), news_index(show_in_menus=True)

    def here(url):
        header = client.get(url).content.decode().partition("</header>")[0]
        return set(re.findall(r'aria-current="page">\s*([^<]+?)\s*<', header))

    for _ in range(2):
        assert (here(index.url), here(listing.url), here("/")) == ({index.title}, {listing.title}, set())
    index.title = "Ideene"
    index.save_revision().publish()
    assert here(index.url) == {"Ideene"}
    signed_in(client, EDITORS)
    assert "Logg inn" not in client.get(index.url).content.decode()


@pytest.mark.parametrize("host", [None, "annet.example.no"])
def test_addresses_of_pages_are_those_that_wagtail_gives(rf, host):
    page = news(news_index(), "Møte på verkstedet", slug="møte-på-verkstedet", day=date(2026, 5, 12))
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    if host:
        Site.objects.create(hostname=host, root_page=front(), site_name="Det andre nettstedet")

    for each in (front(), page, translated):
        request = rf.get("/", HTTP_HOST=host or "localhost")

        assert each.get_url_parts(request) == super(BasePage, each).get_url_parts(request)
        assert each.get_full_url() == super(BasePage, each).get_full_url()
    assert page.url.endswith("/m%C3%B8te-p%C3%A5-verkstedet/")
