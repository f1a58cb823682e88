"""The site's search for who is signed in, over 200,000 posts in working groups besides all else."""

import uuid
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from bench import handler
from bench.directory import signed_in
from bench.many import COMMON, RARE, Words, copy
from bench.report import report
from partners.discussions.models import Discussion, Post
from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User

POSTS, GROUPS, THREADS = 200_000, 50, 20
# In how many groups each reader is; the last is in one alone, where little is said.
READERS = {"some groups": 5, "every group": GROUPS, "a small group": 0}
SMALL_POSTS = 40
# Common, but lately, and in groups that only one of the readers is in.
ELSEWHERE = "varmepumpe"
CASES = {
    "rare word": RARE,
    "common word": COMMON,
    "common and rare word": f"{COMMON} {RARE}",
    "beginning of a common word": COMMON[:4],
    "word of other groups": ELSEWHERE,
    "word that nobody used": "zzyzx",
}
TIMES = 60
GOAL_MS = 100


def measure():
    readers = fill()
    for reader, email in readers.items():
        cookie = signed_in(email)
        for case, words in CASES.items():
            figures = handler.cost(f"/sok/?{urlencode({'q': words})}", times=TIMES, cookie=cookie)
            report(
                "search.posts",
                case=case,
                reader=reader,
                posts=POSTS,
                **figures,
                floor_p50_ms=handler.floor(),
                goal=f"p50 < {GOAL_MS} ms",
                met=figures["p50_ms"] < GOAL_MS,
            )


def fill():
    """Posts in threads of groups, and a group where little is said; the addresses of readers of them."""
    groups = [group(f"samtale-{number}") for number in range(GROUPS)]
    small = group("stille")
    writer = User.objects.create_user("skriver@example.no", name="Ida Nordmann")
    threads = [thread(each) for _ in range(THREADS) for each in groups]
    add_posts(threads, writer, POSTS - SMALL_POSTS)
    add_posts([thread(small)], writer, SMALL_POSTS)
    latest = dict(Post.objects.order_by().values_list("discussion").annotate(latest=Max("pk")))
    Discussion.objects.bulk_update(
        [Discussion(pk=pk, last_post=post) for pk, post in latest.items()], ["last_post"]
    )
    for reader, number in READERS.items():
        user = User.objects.create_user(address(reader), name=reader)
        own = groups[:number] or [small]
        GroupMember.objects.bulk_create(GroupMember(group=each, user=user, place="member") for each in own)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {reader: address(reader) for reader in READERS}


def address(reader):
    return f"{reader.replace(' ', '-')}@example.no"


def group(slug):
    return WorkingGroup.objects.create(name=slug.capitalize(), slug=slug, purpose="Vi prøver.")


def thread(group):
    return Discussion.objects.create(group=group, title="Hvem holder åpent når?")


def add_posts(threads, writer, number):
    words, now = Words(), timezone.now()

    def text(n):
        is_elsewhere = n % GROUPS >= READERS["some groups"] and n > 0.7 * POSTS
        return words.sentence(25, n, number) + (f" {ELSEWHERE.capitalize()}." if is_elsewhere else "")

    columns = ["discussion_id", "author_id", "author_name", "by_municipality", "as_guest", "text", "quote"]
    columns += ["state", "deleted_by_leader", "client_id", "language", "created_at"]
    rows = (
        (
            *(threads[n % len(threads)].pk, writer.pk, writer.name, False, False),
            *(text(n), "", "shown", False, uuid.uuid4(), "nb", now),
        )
        for n in range(number)
    )
    with connection.cursor() as cursor:
        copy(cursor, Post._meta.db_table, columns, rows)
