import pytest

from demo.load import load


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The whole demo, loaded once for all tests that only read it."""
    with django_db_blocker.unblock():
        django_db_setup.fill("demo", load)
    yield
    django_db_setup.leave()
