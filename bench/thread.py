"""A post in a thread that a thousand pages have open: how soon each of them has it, with its markup."""

import json

from bench.directory import signed_in
from bench.live import ADDRESS, crowd, hubs, raw_server
from bench.report import report
from partners.discussions.live import DISCUSSIONS
from partners.discussions.models import Discussion
from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User
from portal.live.models import Change

PAGES, MEMBERS, POSTS, PAUSE = 1_000, 40, 40, 0.15
GOAL_MS = 1_000


def measure(directory):
    people = [
        User.objects.create_user(f"tilstede{n}@gruppe.example", name=f"Ola Nordmann {n}")
        for n in range(MEMBERS)
    ]
    thread = thread_of(people)
    plan = {"messages": POSTS, "pause": PAUSE, "cookies": [signed_in(each.email) for each in people]}
    with raw_server(directory) as servers:
        floor = crowd(servers, PAGES, plan | {"path": "/", "say": "tell"})
    path = ADDRESS + DISCUSSIONS.room(thread.pk)
    with hubs(directory, 1) as servers:
        run = crowd(servers, PAGES, plan | {"path": path, "say": f"post {thread.pk}"})
    change = Change.objects.filter(room__name=DISCUSSIONS.room(thread.pk)).latest("number")
    report(
        "thread.push",
        pages=PAGES,
        people=MEMBERS,
        characters=len(json.loads(change.bodies["nb"])["html"]),
        p50_ms=run["p50_ms"],
        p99_ms=run["p99_ms"],
        kb_per_socket=run["kb_per_socket"],
        lost=run["lost"],
        floor_p50_ms=floor["p50_ms"],
        floor_p99_ms=floor["p99_ms"],
        goal=f"p99 < {GOAL_MS} ms",
        met=run["p99_ms"] < GOAL_MS and not run["lost"],
    )


def thread_of(people):
    """A thread of a group with these in it, started by the first."""
    group = WorkingGroup.objects.create(name="Åpningstider", slug="apningstider", purpose="Vi prøver.")
    places = ["leader", *["member"] * (len(people) - 1)]
    GroupMember.objects.bulk_create(
        GroupMember(group=group, user=user, place=place) for user, place in zip(people, places, strict=True)
    )
    return Discussion.objects.create(group=group, title="Hvem holder åpent når?", starter=people[0])
