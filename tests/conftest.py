"""Ground for every test: a database cloned from a template, a server to browse, a browser.

- `db`, `@pytest.mark.django_db`: a transaction that is rolled back. The usual choice.
- `committed_db`, `@pytest.mark.django_db(transaction=True)`: real commits, for threads and other processes.
- `live_portal`: the server in its own process on committed data; with `page` for the browser.
"""

import os
import shutil
from itertools import takewhile

# It puts a filter of its own before all others when it is imported: now, so that pytest's come before it.
import authlib.deprecate  # noqa: F401
import pytest
from django.core.cache import caches
from django.test import TransactionTestCase
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from tests.database import TestDatabase
from tests.portal_process import PortalProcess

# Playwright runs a loop in the test's own thread, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

pytest_plugins = ["tests.smtp"]
DATABASE = pytest.StashKey[TestDatabase]()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = "browser"
# Needs no database of the tests: one worker begins with it while another makes the template.
FIRST = "tests/portal/test_run.py"
# What is made once for several tests is made by one worker.
TOGETHER = (FIRST, "tests/demo/")


def pytest_configure(config):
    if not os.environ.get("DATABASE_URL"):
        pytest.exit(
            "Run the tests with `make test`, or set DATABASE_URL to a PostgreSQL server.", returncode=4
        )


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """What runs an event loop comes before what uses the browser; said last, after pytest's own order.

    Playwright's loop runs in the worker's thread from the first browser test on, and there is room for one.
    """
    for item in items:
        if "live_portal" in item.fixturenames or "page" in item.fixturenames:
            item.add_marker("browser")

    def order(item):
        if item.nodeid.startswith(FIRST):
            return -1
        if item.get_closest_marker("asyncio") or item.get_closest_marker("event_loop"):
            return 0
        return 1 if item.get_closest_marker("browser") else 2

    yield
    items.sort(key=order)


class OneWorkerBrowses(LoadScopeScheduling):
    """Hands out test by test in their order; what uses the browser goes to one worker, which begins with it.

    That takes longest, and must not wait for what runs event loops: this the others do, however soon it ends.
    A worker that is alone does all in the order of the collection.
    """

    browsing = None

    def _split_scope(self, nodeid):
        if "[chromium" in nodeid:
            return BROWSER
        return next((start for start in TOGETHER if nodeid.startswith(start)), nodeid)

    def schedule(self):
        scopes = dict.fromkeys(map(self._split_scope, next(iter(self.registered_collections.values()))))
        before = list(takewhile(lambda scope: scope != BROWSER, scopes))
        self.for_others = set(before) if BROWSER in scopes else set()
        super().schedule()

    def _reschedule(self, node):
        if node is not self.browsing or self.workqueue.keys() - self.for_others:
            super()._reschedule(node)
        elif not node.shutting_down:
            node.shutdown()

    def _assign_work_unit(self, node):
        if len(self.nodes) > 1:
            self.workqueue.move_to_end(self._next_for(node), last=False)
        if next(iter(self.workqueue)) == BROWSER:
            self.browsing = node
        super()._assign_work_unit(node)

    def _next_for(self, node):
        if BROWSER in self.workqueue:
            return BROWSER
        if node is self.browsing:
            return next(scope for scope in self.workqueue if scope not in self.for_others)
        return next(iter(self.workqueue))


def pytest_xdist_make_scheduler(config, log):
    return OneWorkerBrowses(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id, pytestconfig):
    """The worker's database, cloned from the template.

    A test that commits leaves rows behind. Django would then empty every table, Wagtail's root page and the
    languages with them; ours is made whole before the next test.
    """
    database = TestDatabase("" if worker_id == "master" else worker_id)
    with django_db_blocker.unblock():
        database.prepare()
        TransactionTestCase._fixture_teardown = lambda self: database.leave()
        pytestconfig.stash[DATABASE] = database
        yield database
        database.drop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """The database as new, but for a test on the served demo: that brings back only what differs."""
    database = item.config.stash.get(DATABASE, None)
    if database and not {"demo", "live_portal"} <= set(item.fixturenames):
        database.renew()


@pytest.fixture(autouse=True)
def _clean_process():
    """Caches and the active language outlive a rolled-back transaction; no test sees another's."""
    from home.frame import forget_frames

    yield
    forget_frames()
    for cache in caches.all(initialized_only=True):
        if "locmem" in type(cache).__module__:
            cache.clear()
    translation.deactivate()


@pytest.fixture
def committed_db(transactional_db):
    """Commits are real here and seen by other connections, threads and processes; the next test starts clean.

    Threads of the test close their own connection (`django.db.connection.close()`) before they end.
    """


@pytest.fixture(scope="session")
def portal_processes(django_db_setup, tmp_path_factory):
    """Servers by their environment, started when first asked for."""
    running = {}

    def portal(environment):
        key = tuple(sorted(environment.items()))
        if key not in running:
            running[key] = PortalProcess(tmp_path_factory.mktemp("portal"), **environment)
        return running[key]

    yield portal
    for process in running.values():
        process.stop()


@pytest.fixture
def live_portal(request, committed_db, portal_processes):
    """The server in its own process: `live_portal.url`, `live_portal.manage("demo")`.

    Takes environment variables by indirect parametrisation:
    `@pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)`.
    """
    return portal_processes(getattr(request, "param", {}))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; inside containers it has no sandbox and little shared memory."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    return browser_type_launch_args | {
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "nb-NO", "timezone_id": "Europe/Oslo"}
