"""One's own input on «My page», and what happens to it when two addresses become one person."""

from partners.inputs.models import Input
from partners.people.moving import moves
from partners.people.sections import my_section

SHOWN = 50


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
