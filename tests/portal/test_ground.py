"""The promises of tests/conftest.py, in the order that would break them."""

import urllib.request

import pytest
from django.core.cache import cache
from django.db import connection
from wagtail.models import Locale, Page

from portal.mail.models import Letter


def write_letter():
    Letter.objects.create(kind="test", to="a@example.no", dedupe_key="one", message_id="<one@example.no>")


@pytest.mark.parametrize("turn", [1, 2])
def test_committed_db_starts_clean_with_wagtails_own_rows(committed_db, turn):
    assert (Letter.objects.count(), Page.objects.filter(depth=1).count()) == (0, 1)
    assert Locale.objects.exists()
    assert not connection.in_atomic_block

    write_letter()


def test_rolled_back_test_sees_no_committed_rows(db):
    assert (Letter.objects.count(), Page.objects.filter(depth=1).count()) == (0, 1)
    assert connection.in_atomic_block


@pytest.mark.parametrize("turn", [1, 2])
def test_cache_starts_empty(turn):
    assert cache.get("seen") is None

    cache.set("seen", turn)


@pytest.mark.parametrize("turn", [1, 2])
def test_live_portal_serves_the_database_of_the_test(live_portal, turn):
    write_letter()

    assert live_portal.manage("shell", "-v0", "-c", "print(Letter.objects.count())") == "1\n"
    with urllib.request.urlopen(f"{live_portal.url}/healthz") as answer:
        assert answer.status == 200
