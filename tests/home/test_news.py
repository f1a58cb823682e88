from datetime import date
from xml.etree import ElementTree

import pytest

from tests.home.pages import news, news_index

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def titles(response):
    return [page.title for page in response.context["news"]]


def test_news_are_paged_by_key_in_both_directions(client):
    index = news_index()
    for number in range(23):
        news(index, f"Nyhet {number:02}", day=date(2026, 5, 1 + number // 3))

    first = client.get("/aktuelt/")
    second = client.get("/aktuelt/" + first.context["news"].older_url)
    third = client.get("/aktuelt/" + second.context["news"].older_url)
    back = client.get("/aktuelt/" + second.context["news"].newer_url)

    newest_first = [f"Nyhet {number:02}" for number in range(22, -1, -1)]
    assert titles(first) + titles(second) + titles(third) == newest_first
    assert titles(back) == titles(first)
    assert third.context["news"].older_url == ""
    assert first.context["news"].newer_url == ""
    assert back.context["news"].newer_url == ""


def test_tag_filters_the_list_and_stays_while_paging(client):
    index = news_index()
    for number in range(12):
        news(index, f"Nyhet {number:02}", tags=["Konsepter" if number else "Partnere"])

    response = client.get("/aktuelt/?tag=konsepter")

    assert titles(response) == [f"Nyhet {number:02}" for number in range(11, 1, -1)]
    assert response.context["news"].older_url.startswith("?tag=konsepter&before=")


@pytest.mark.parametrize(
    "key", ["", "x", "2026-05-12", "2026-13-40_1", "2026-05-12_x", "_", "2026-05-12_1_2"]
)
def test_wrong_key_is_no_crash(client, key):
    news(news_index())

    assert client.get("/aktuelt/", {"before": key}).status_code == (404 if key else 200)


def test_huge_key_is_no_crash(client):
    page = news(news_index(), day=date(2026, 5, 12))

    assert titles(client.get("/aktuelt/", {"before": f"2026-05-12_{10**30}"})) == [page.title]


def test_feed_tells_of_the_newest(client, settings):
    index = news_index(intro="Nytt fra Omigjen")
    page = news(index, "Møte & <kaffe>", slug="kaffe", tags=["Dialogmøte"])

    response = client.get("/aktuelt/atom.xml")
    feed = ElementTree.fromstring(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Møte & <kaffe>"
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{page.translation_key}"
    assert entry.find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/aktuelt/kaffe/"
    assert entry.find(f"{ATOM}category").get("term") == "Dialogmøte"
