"""One's own input on «My page», and what happens to it when two addresses become one person."""

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.people.activity import active_at
from partners.people.moving import moves
from partners.people.reach import Line, Part, ability, reaches
from partners.people.sections import my_section

SHOWN = 50

ability(gettext_lazy("Read, answer and hide all input"), may_answer)
active_at(
    Subquery(
        Input.objects.filter(giver__user=OuterRef("pk"))
        .order_by()
        .values("giver__user")
        .annotate(latest=Max("created_at"))
        .values("latest")
    )
)


@reaches(order=40)
def own_inputs(user):
    """How much input is theirs."""
    counts = Input.objects.filter(giver__user=user).aggregate(
        all=Count("pk"), answered=Count("pk", filter=Q(status__in=Input.ANSWERED))
    )
    lines = [
        Line(_("Input given"), str(counts["all"])),
        Line(_("Input answered by the municipality"), str(counts["answered"])),
    ]
    return Part(_("Own input"), lines)


@moves(Input)
def move_inputs(old, new):
    Input.objects.filter(giver=old).update(giver=new)


@my_section(order=30)
def my_inputs(request, person):
    """The latest one has said, hidden ones too, each with its answers."""
    if person is None:
        return None
    inputs = list(Input.objects.filter(giver=person).for_list().newest_first()[:SHOWN])
    return ("partners/inputs/_mine.html", {"inputs": inputs}) if inputs else None
