"""What is said in a working group: a thread of a thousand posts, opened at the first unread one."""

import uuid

from bench import handler
from bench.directory import signed_in
from bench.report import report
from partners.discussions.models import Discussion, Post
from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User

POSTS, GROUPS, MEMBERS = 1_000, 50, 20
TIMES = 100
GOALS = {"thread": (15, 120), "group": (20, 120), "list": (20, 120)}


def measure():
    people = [
        User.objects.create_user(f"medlem{n}@gruppe.example", name=f"Ida Nordmann {n}")
        for n in range(MEMBERS)
    ]
    thread = fill(people)
    unread = thread.posts.order_by("pk")[POSTS // 2]
    addresses = {
        "thread": f"{thread.get_absolute_url()}?fra={unread.pk}",
        "group": thread.group.get_absolute_url(),
        "list": "/partner/grupper/",
    }
    for case, address in addresses.items():
        queries, milliseconds = GOALS[case]
        figures = handler.cost(address, times=TIMES, cookie=signed_in(people[0].email))
        report(
            "discussions",
            case=case,
            **figures,
            floor_p50_ms=handler.floor(),
            goal=f"≤ {queries} queries, p50 < {milliseconds} ms",
            met=figures["queries"] <= queries and figures["p50_ms"] < milliseconds,
        )


def fill(people):
    """Groups with everybody in them, each with a thread, of which the last is long; that thread."""
    for number in range(GROUPS):
        group = WorkingGroup.objects.create(
            name=f"Gruppe {number}", slug=f"gruppe-{number}", purpose="Vi prøver."
        )
        places = ["leader", *["member"] * (MEMBERS - 1)]
        rows = (
            GroupMember(group=group, user=user, place=place)
            for user, place in zip(people, places, strict=True)
        )
        GroupMember.objects.bulk_create(rows)
        thread = Discussion.objects.create(group=group, title="Hvem holder åpent når?")
        say(thread, people, POSTS if number == GROUPS - 1 else 3)
    return thread


def say(thread, people, number):
    posts = Post.objects.bulk_create(
        Post(
            discussion=thread,
            author=people[n % MEMBERS],
            author_name=people[n % MEMBERS].name,
            text=f"Dette er innlegg nummer {n}, om lager, varelevering og åpningstider i uka.",
            client_id=uuid.uuid4(),
        )
        for n in range(number)
    )
    Discussion.objects.filter(pk=thread.pk).update(last_post=posts[-1].pk)
