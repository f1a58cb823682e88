"""What threads add to the pages of groups."""

from partners.discussions.live import let_go
from partners.discussions.models import Discussion
from partners.discussions.reading import as_guest, on_group_page, unread_by_group
from partners.groups.leaving import when_left
from partners.groups.rules import may_contribute
from partners.groups.sections import beside_the_list, group_section, on_group_cards

SHOWN = 6


@group_section(order=20)
def threads_of_group(request, group, member):
    """The latest threads, and the way to start one. One query."""
    context = {
        "discussions": on_group_page(group, request.user, shown=SHOWN),
        "may_start": may_contribute(member),
    }
    return "partners/discussions/_section.html", context


@on_group_cards(order=20)
def unread_on_cards(groups, user):
    """How many posts are unread in each group."""
    return {
        pk: ("partners/discussions/_card_line.html", {"n": n})
        for pk, n in unread_by_group(groups, user).items()
    }


@beside_the_list(order=20)
def threads_as_guest(request):
    """The threads that one is a guest in, without a place in their groups. One query."""
    discussions = as_guest(request.user)
    return ("partners/discussions/_as_guest.html", {"discussions": discussions}) if discussions else None


@when_left
def leave_the_rooms(group, user):
    """Who has no place in a group any more hears no more of its threads, but where they are a guest."""
    keys = list(Discussion.objects.filter(group=group).order_by("pk").values_list("pk", flat=True))
    let_go(user, *keys)
