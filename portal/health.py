"""Addresses for machines: is the process alive, can it serve, what does it measure."""

import hmac
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from portal.jobs.clock import worker_seen_at
from portal.mail.models import Letter

# A letter waiting this long past its time, or no sign of a worker for so long, is worth a look.
OVERDUE = timedelta(minutes=10)
SILENT = timedelta(minutes=5)


class HealthMiddleware:
    """Answers probes before the host name is looked at: they come to an address, not to a name."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        probe = {"/healthz": alive, "/readyz": ready}.get(request.path_info)
        return probe(request) if probe else self.get_response(request)


@require_safe
def alive(request):
    """The process answers. Asks nothing else, so a database that is down restarts no web server."""
    return JsonResponse({"alive": True}, headers={"Cache-Control": "no-store"})


@require_safe
def ready(request):
    """200 when this process can serve, else 503; the body names the part.

    A worker that is away is told too (`attention`), but takes no web server out of service.
    """
    checks = {"database": _database(), "migrations": "unknown", "cache": _cache()}
    attention = {}
    if checks["database"] == "ok":
        checks["migrations"] = _migrations()
    if checks["migrations"] == "ok":
        attention = {"worker": _worker(), "letters": _letters()}
    is_ready = all(state == "ok" for state in checks.values())
    return JsonResponse(
        {"ready": is_ready, "checks": checks, "attention": attention},
        status=200 if is_ready else 503,
        headers={"Cache-Control": "no-store"},
    )


@require_safe
def metrics(request):
    """Prometheus' text, for who holds METRICS_TOKEN; without one set, the address does not exist."""
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _cache():
    try:
        cache.set("health", "ok", 30)
        return cache.get("health", "loses what is set")
    except Exception:  # The reason differs with the cache; none may reach a stranger.
        return "does not answer"


def _migrations():
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} not applied" if missing else "ok"


def _worker():
    seen_at = worker_seen_at()
    if seen_at is None:
        return "never seen"
    return "ok" if timezone.now() - seen_at < SILENT else f"not seen since {seen_at:%Y-%m-%dT%H:%MZ}"


def _letters():
    """Letters leave when a worker runs; the oldest overdue one tells how long none has."""
    oldest = Letter.objects.due().values_list("send_after", flat=True).first()
    waited = timezone.now() - oldest if oldest else timedelta()
    return "ok" if waited < OVERDUE else f"waiting since {oldest:%Y-%m-%dT%H:%MZ}"
