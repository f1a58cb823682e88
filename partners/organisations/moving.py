"""Two organisations that are the same become one: each subject above moves what it keeps about organisations.

A mover returns the primary keys of what it has moved. A test names every model that points at an organisation
and has no mover.
"""

from partners.movers import Movers

_organisations = Movers()
moves = _organisations.moves
moved_models = _organisations.models
move_everything = _organisations.move_everything


def what_moves(organisation):
    """How many rows of each kind would move: (plural name, number). A query for each kind."""
    counts = [(model, _count(model, organisation)) for model in moved_models()]
    return sorted((str(model._meta.verbose_name_plural), count) for model, count in counts if count)


def _count(model, organisation):
    points = [field.name for field in model._meta.fields if field.related_model is type(organisation)]
    return model.objects.filter(**{points[0]: organisation}).count()
