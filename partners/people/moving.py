"""One person under two addresses becomes one: each subject above moves what it keeps about people.

A test names every model that points at a person and has no mover.
"""

from partners.movers import Movers

_people = Movers()
moves = _people.moves
moved_models = _people.models
move_everything = _people.move_everything
