import time

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from portal import pagecache
from portal.pagecache import PageCacheMiddleware, forget_pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cache(settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 60
    pages = pagecache.Pages()
    monkeypatch.setattr(pagecache, "pages", pages)
    pages.listen()
    wait_until(lambda: pages.hearing)
    yield pages
    pages.stop()


@pytest.fixture
def renders():
    """Counts how often the page was rendered."""
    return []


@pytest.fixture
def site(cache, renders):
    def page(request):
        renders.append(request.path)
        return HttpResponse(f"rendered {len(renders)}")

    return PageCacheMiddleware(page)


def wait_until(true, seconds=5):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def get(site, path="/", **meta):
    return site(RequestFactory().get(path, **meta)).content.decode()


def test_second_reader_is_answered_from_memory(site, renders):
    assert get(site) == "rendered 1"
    assert get(site) == "rendered 1"


def test_committed_change_is_seen_by_the_next_reader(site, cache):
    get(site)
    before = cache.generation

    with transaction.atomic():
        forget_pages()
    wait_until(lambda: cache.generation > before)

    assert get(site) == "rendered 2"


def test_rolled_back_change_forgets_nothing(site, cache):
    get(site)
    before = cache.generation

    with transaction.atomic():
        forget_pages()
        transaction.set_rollback(True)
    time.sleep(0.2)

    assert cache.generation == before


def test_page_rendered_before_a_change_is_not_kept_after_it(cache):
    def page(request):
        cache.forget()
        return HttpResponse("old")

    get(PageCacheMiddleware(page))

    assert cache.held == {}


@pytest.mark.parametrize(
    ("path", "meta"),
    [
        ("/", {"HTTP_COOKIE": "sessionid=abc"}),
        ("/", {"HTTP_HX_REQUEST": "true"}),
        ("/pamelding/secret/", {}),
        ("/admin/", {}),
    ],
)
def test_what_is_personal_is_never_kept(site, cache, path, meta):
    get(site, path, **meta)

    assert cache.held == {}


@pytest.mark.parametrize("header", ["private", "no-store"])
def test_page_that_asks_to_be_left_alone_is_not_kept(cache, header):
    get(PageCacheMiddleware(lambda request: HttpResponse("x", headers={"Cache-Control": header})))

    assert cache.held == {}


def test_page_that_sets_a_cookie_is_not_kept(cache):
    def page(request):
        response = HttpResponse("x")
        response.set_cookie("csrftoken", "1")
        return response

    get(PageCacheMiddleware(page))

    assert cache.held == {}


def test_process_that_cannot_hear_answers_nothing_from_memory(site, cache):
    get(site)
    cache.stop()

    assert get(site) == "rendered 2"
