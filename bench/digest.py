"""The digests of 5,000 people who follow 50 places: written by the chore, and composed as they leave."""

import random
import resource
import time
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from bench.report import percentile, report
from partners.notices.kinds import Place, Words, notice_kind, place_kind
from partners.notices.mailing import write_due
from partners.notices.models import Following, Notice, NoticeChoices
from partners.people.models import User
from portal.mail import kinds
from portal.mail.models import Letter

PEOPLE, PLACES, NEWS = 5_000, 50, 20
COMPOSED = 500
GOAL_SECONDS, GOAL_MB = 60, 300
KIND = "bench.post"


def measure():
    register()
    fill()
    before, began = peak_mb(), time.perf_counter()
    written = write_due()
    seconds = time.perf_counter() - began
    report(
        "digest.written",
        people=PEOPLE,
        places=PLACES,
        notices=PEOPLE * NEWS,
        letters=written,
        seconds=seconds,
        floor_seconds=floor(),
        grown_mb=peak_mb() - before,
        peak_mb=peak_mb(),
        goal=f"< {GOAL_SECONDS} s, < {GOAL_MB} MB",
        met=written == PEOPLE and seconds < GOAL_SECONDS and peak_mb() < GOAL_MB,
    )
    figures = composing()
    report(
        "digest.composed",
        letters=COMPOSED,
        **figures,
        peak_mb=peak_mb(),
        goal=f"< {GOAL_SECONDS} s, < {GOAL_MB} MB",
        met=figures["all_seconds"] < GOAL_SECONDS and peak_mb() < GOAL_MB,
    )


def register():
    """Posts in places that everybody reads: what a right costs is the subject's own."""
    notice_kind(
        KIND,
        label="Innlegg",
        tell=lambda user, notices: {
            each.pk: Words(f"Nytt innlegg i {each.place}", "/partner/", about=each.place) for each in notices
        },
        many=lambda count, words: f"{count} nye innlegg i {words.about}",
    )
    place_kind("bench", lambda user, keys: {key: Place(f"Gruppe {key}", "/partner/") for key in keys})


def fill():
    """Everybody follows every place, and has `NEWS` unread notices from them. All want them about now."""
    chance, now = random.Random(50), timezone.now()
    people = User.objects.bulk_create(
        User(email=f"varsel{n}@example.no", name=f"Kari {n}", password="!") for n in range(PEOPLE)
    )
    hour = timezone.localtime(now).hour
    quiet = (hour + 12) % 24
    NoticeChoices.objects.bulk_create(
        NoticeChoices(user=user, rhythm="daily", hour=hour, quiet_from=quiet, quiet_to=quiet)
        for user in people
    )
    for user in people:
        Following.objects.bulk_create(Following(user=user, place=f"bench:{n}") for n in range(PLACES))
    for start in range(0, PEOPLE, 500):
        Notice.objects.bulk_create(
            notice(user, chance.randrange(PLACES), number, now)
            for user in people[start : start + 500]
            for number in range(NEWS)
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def notice(user, place, number, now):
    return Notice(
        user=user,
        kind=KIND,
        about=f"bench:{place}",
        group=f"{KIND}:{place}",
        place=f"bench:{place}",
        created_at=now - timedelta(hours=2),
        dedupe_key=f"{KIND}:{number}:{user.pk}",
    )


def floor():
    """Seconds for one statement that marks as many notices and writes as many bare rows."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partners_notice SET mailed_at = mailed_at")
        cursor.execute(
            "CREATE TEMP TABLE bench_letters AS SELECT user_id, array_agg(id) FROM partners_notice GROUP BY 1"
        )
    return time.perf_counter() - began


def composing():
    """What one letter waits to be composed, in one worker."""
    seconds = []
    for letter in Letter.objects.filter(kind="notices.news")[:COMPOSED]:
        began = time.perf_counter()
        kinds.render(letter)
        seconds.append(time.perf_counter() - began)
    whole = sum(seconds) / COMPOSED * PEOPLE
    return {"p50_ms": percentile(seconds, 50), "p99_ms": percentile(seconds, 99), "all_seconds": whole}


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
