"""Loading the demo, once and in one transaction."""

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone, translation

from demo import (
    comments,
    decisions,
    discussions,
    documents,
    english,
    groups,
    inputs,
    meetings,
    minutes,
    notices,
    ongoing,
    organisations,
    pages,
    proposals,
    tasks,
    threads,
)
from demo.personas import PERSONAS
from home.models import ConceptPage, HomePage
from portal.mail.models import Letter
from workshops.meetings.actions import set_video_link
from workshops.meetings.models import WorkshopPage

# The schema in which a reset makes the new tables.
BESIDE = "demo_reset"


def is_loaded():
    return WorkshopPage.objects.exists()


def reset():
    """Replace everything in the database by the demo, all at once: until then a running portal goes on."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE")
        cursor.execute(f"CREATE SCHEMA {BESIDE}")
        cursor.execute("SELECT current_schema()")
        (home,) = cursor.fetchone()
        cursor.execute(f"SET search_path TO {BESIDE}")
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            cache.clear()
            load()
        finally:
            cursor.execute(f"SET search_path TO {home}")
        _move_in(cursor, home)
    cache.clear()


@transaction.atomic
def _move_in(cursor, home):
    names = connection.introspection.table_names(cursor)
    if names:
        cursor.execute(f"DROP TABLE {', '.join(map(connection.ops.quote_name, names))} CASCADE")
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [BESIDE])
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {BESIDE}.{connection.ops.quote_name(name)} SET SCHEMA {home}")
    cursor.execute(f"DROP SCHEMA {BESIDE}")


@transaction.atomic
def load():
    """The whole demo: pages, meetings, people, inputs and answers."""
    people = {slug: persona.user() for slug, persona in PERSONAS.items()}
    coordinator = people["koordinator"]
    with translation.override("nb"):
        front = HomePage.objects.get(locale__language_code="nb")
        pages.settings()
        organisations.organisations(coordinator=coordinator)
        inputs.themes()
        concept_index = pages.concept_pages(front)
        made = meetings.meetings(front)
        pages.pilot_page(front)
        pages.news_pages(front, meeting_url=made.invitation.url)
        pages.standing_pages(front)
        pages.front_page(concept_url=concept_index.url, meeting_url=made.invitation.url)
        for number, meeting in enumerate((made.invitation, made.full, made.past), start=1):
            set_video_link(meeting, link=f"https://video.example/omigjen-{number}", by=coordinator)
        meetings.participants(made)
        proposals.roles()
        ongoing.ongoing_meeting(made.index, coordinator=coordinator)
        inputs.past_inputs(made.past, list(ConceptPage.objects.order_by("path")), coordinator=coordinator)
        comments.comments(coordinator=coordinator, editor=people["redaktor"])
        threads.threads(coordinator=coordinator)
        comments.waiting_comment(coordinator=coordinator)
        proposals.proposals(coordinator=coordinator)
        groups.groups(coordinator=coordinator)
        decisions.decisions()
        discussions.discussions()
        notices.notices(coordinator=coordinator)
        tasks.tasks()
        documents.documents()
        minutes.minutes()
        english.translate()
    _past_letters_are_read()
    call_command("update_index", verbosity=0)


def _past_letters_are_read():
    """Letters of a meeting that is over would go out again today: the demo starts without them."""
    Letter.objects.filter(kind__startswith="inputs.", send_after__lte=timezone.now()).delete()
