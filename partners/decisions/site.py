"""What decisions add to a group's page and card, and to what waits for people."""

from django.utils.translation import gettext as _

from partners.decisions.letters import write_gone, write_joined
from partners.decisions.models import GroupDecision
from partners.decisions.reading import on_group_page, open_by_group
from partners.decisions.rules import may_start
from partners.groups.joining import when_joined
from partners.groups.leaving import when_left
from partners.groups.sections import group_section, on_group_cards
from partners.people.waiting import Waiting, waits


@group_section(order=30)
def decisions_of_group(request, group, member):
    """Open decisions, and outcomes that come back. One query."""
    rows = on_group_page(member)
    context = {
        "open_ones": [row for row in rows if row.is_open],
        "to_review": [row for row in rows if row.is_over],
        "may_start": may_start(member),
    }
    return "partners/decisions/_group_section.html", context


@on_group_cards(order=30)
def open_decisions(groups, user):
    """How many are open."""
    counts = open_by_group([group.pk for group in groups])
    return {pk: ("partners/decisions/_card_line.html", {"n": n}) for pk, n in counts.items()}


@when_joined
def tell_of_times(member):
    """Who comes into a group gets the times that it has found; a meeting that is called tells of itself."""
    write_joined(member)


@when_left
def take_times_out_of_calendar(group, user):
    """Who has no place in a group any more has its times taken out of their calendar."""
    write_gone(group, user)


@waits(order=23)
def decisions_wait(request):
    """Decisions that one may vote in and has not, and outcomes to look at again. Two queries."""
    open_ones = GroupDecision.objects.waiting_for(request.user).select_related("group").order_by("closes_at")
    owned = GroupDecision.objects.to_review().filter(
        outcome__owner=request.user, group__state="active", group__members__user=request.user
    )
    owned = owned.select_related("group").order_by("pk")
    return [
        *(_waiting(each, _("%(name)s decides: %(title)s"), _("Vote")) for each in open_ones),
        *(_waiting(each, _("%(name)s looks again at: %(title)s"), _("See the decision")) for each in owned),
    ]


def _waiting(decision, words, label):
    named = {"name": decision.group.name, "title": decision.title}
    return Waiting(text=words % named, url=decision.get_absolute_url(), label=label)
