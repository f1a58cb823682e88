"""What kinds of activities there are. Subjects above register theirs; nothing here knows them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from home.sections import Section
from portal.live.rooms import entrances_to

_kinds = {}
_prepared, _closed, _claimed, _links, _counts = [], [], [], [], []


@dataclass(frozen=True)
class ActivityKind:
    """Each of `show`, `wall` and `console` makes (template, context) of what that reader sees of an activity.

    `show(request, activity, participant, entrance)` for who takes part, `wall(request, activity, entrance)`
    for the large screen, `console(request, activity, entrance)` for who leads. `entrance` is to the hub's
    room that `room(activity)` names, made before anything of the activity is read. `files(activity)` names
    what who leads can take away of it: (label, address) each. With `for_input` it is where participants give
    their input, and begins with the item of the agenda that is called so.
    """

    name: str
    label: str | Promise
    icon: str
    room: Callable
    show: Callable
    wall: Callable
    console: Callable
    files: Callable | None = None
    for_input: bool = False


def register_activity(kind):
    """Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"There is already a kind of activity called {kind.name}.")
    _kinds[kind.name] = kind
    return kind


def kind_of(activity):
    return _kinds[activity.kind]


def entrances_of(room_name, activity):
    """The entrances to a meeting's room at the hub and to that of an activity, or None. One query."""
    own_name = kind_of(activity).room(activity) if activity else room_name
    entrances = entrances_to([room_name, own_name])
    return entrances[room_name], entrances[own_name] if activity else None


def part_of(how, request, activity, *readers, entrance=None):
    """The section of an activity as `show`, `wall` or `console` makes it; None of none."""
    if activity is None:
        return None
    kind = kind_of(activity)
    if entrance is None:
        entrance = entrances_to([name := kind.room(activity)])[name]
    return Section(*getattr(kind, how)(request, activity, *readers, entrance))


def files_of(room):
    """What who leads can take away of each of the room's activities: (activity, files)."""
    made = ((activity, kind_of(activity).files) for activity in room.activities.all())
    return [(activity, files(activity)) for activity, files in made if files]


def input_activity(activities):
    """The first of a room's activities that participants give their input in; None of none."""
    return next((each for each in activities if kind_of(each).for_input), None)


def prepares(order):
    """Let `function(room)` add to each room that is opened for the first time, in its transaction."""
    return _registered(_prepared, order)


def on_close(order):
    """Let `function(room, by)` know, in the transaction that closes a room.

    It returns the inputs that are public from now on: their givers get one receipt for all of theirs.
    """
    return _registered(_closed, order)


def on_claim(order):
    """Let `function(participant)` know, in the transaction in which somebody proves to be a participant."""
    return _registered(_claimed, order)


def console_link(order):
    """Let `function(room)` give (label, address) of a page that the console's list leads to, or None."""
    return _registered(_links, order)


def console_links(room):
    links = (function(room) for _order, function in _in_order(_links))
    return [link for link in links if link]


def counts(order):
    """Let `function(room)` give (number, what is counted) of what came of a room, for who has closed it."""
    return _registered(_counts, order)


def counts_of(room):
    return [function(room) for _order, function in _in_order(_counts)]


def prepare(room):
    _tell(_prepared, room)


def tell_of_closing(room, by):
    """What is public from now on."""
    return [input for _order, function in _in_order(_closed) for input in function(room, by)]


def tell_of_claim(participant):
    _tell(_claimed, participant)


def _tell(kept, *arguments):
    for _order, function in _in_order(kept):
        function(*arguments)


def _in_order(kept):
    return sorted(kept, key=lambda pair: pair[0])


def _registered(kept, order):
    def register(function):
        kept.append((order, function))
        return function

    return register
