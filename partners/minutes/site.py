"""What meetings add to the pages of groups, and what threads add to an agenda."""

from django.db.models import Q
from django.urls import reverse

from partners.discussions.models import Discussion
from partners.groups.joining import when_joined
from partners.groups.leaving import when_left
from partners.groups.sections import group_section, on_group_cards
from partners.minutes.letters import write_joined, write_withdrawn
from partners.minutes.live import let_go
from partners.minutes.models import GroupMeeting
from partners.minutes.rules import may_call
from partners.minutes.topics import Topic, open_topics

MOST_TOPICS = 20


@open_topics(order=20)
def open_threads(group, user):
    """Threads that are open, and pinned or with something that one has not read. One query."""
    rows = Discussion.objects.filter(group=group, closed_at=None).with_unread(user)
    rows = rows.filter(Q(pinned_at__isnull=False) | Q(unread__gt=0)).order_by("-last_post")
    return [
        Topic(f"discussion:{row.pk}", row.title, reverse("discussion", args=[row.pk]))
        for row in rows[:MOST_TOPICS]
    ]


@group_section(order=15)
def next_meeting(request, group, member):
    """The next meeting and the latest minutes; nothing for members of a group without any. One query."""
    rows = group.meetings.defer("state")
    coming, approved = rows.coming(), rows.approved().order_by("-start", "-pk")
    found = list(rows.filter(Q(pk__in=coming.values("pk")[:1]) | Q(pk__in=approved.values("pk")[:1])))
    context = {
        "next": next((each for each in reversed(found) if not each.is_over), None),
        "latest": next((each for each in found if each.is_approved and each.is_over), None),
        "may_call": may_call(member),
    }
    if not any(context.values()):
        return None
    return "partners/minutes/_section.html", context


@on_group_cards(order=15)
def next_on_cards(groups, user):
    """The next meeting of each group. One query."""
    rows = GroupMeeting.objects.of_member(user).filter(group__in=groups).coming().defer("state")
    first = {}
    for meeting in rows:
        first.setdefault(meeting.group_id, meeting)
    return {pk: ("partners/minutes/_card_line.html", {"meeting": each}) for pk, each in first.items()}


@when_joined
def call_who_joined(member):
    """Who comes into a group is called to its meetings to come."""
    write_joined(member)


@when_left
def take_out_of_calendar(group, user):
    """Who has no place in a group any more has its meetings taken out of their calendar."""
    write_withdrawn(group, user)


@when_left
def leave_the_rooms(group, user):
    """Who has no place in a group any more hears no more of what is written in its minutes."""
    rows = GroupMeeting.objects.unapproved().filter(group=group).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    let_go(user, *keys)
