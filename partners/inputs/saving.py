"""Keeping filters of the coordinator's table under a name, renaming and forgetting them."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from partners.inputs.errors import NameTaken
from partners.inputs.saved_filters import SavedFilter
from portal.text import clean_line


@transaction.atomic
def save_filter(*, name, query, is_shared, by):
    """Keep a filter for oneself or for the desk. The same once more is harmless; else a name is used once."""
    name = clean_line(name)
    scope = {"is_shared": True} if is_shared else {"is_shared": False, "owner": by}
    same = SavedFilter.objects.filter(name__iexact=name, query=query, **scope).first()
    if same:
        return same
    saved = SavedFilter(name=name, query=query, owner=by, is_shared=is_shared)
    _write(saved)
    log(saved, "partners.filter.save", user=by, data={"query": query, "shared": is_shared})
    return saved


@transaction.atomic
def rename_filter(saved, *, name, by):
    """Call it something else, that nothing beside it is called."""
    saved = SavedFilter.objects.select_for_update(of=("self",)).get(pk=saved.pk)
    before, saved.name = saved.name, clean_line(name)
    if saved.name != before:
        _write(saved)
        log(saved, "partners.filter.rename", user=by, data={"before": before, "after": saved.name})
    return saved


@transaction.atomic
def delete_filter(saved, *, by):
    """Forget it; that it is gone already is harmless."""
    for row in SavedFilter.objects.select_for_update(of=("self",)).filter(pk=saved.pk):
        log(row, "partners.filter.delete", user=by, data={"query": row.query}, deleted=True)
        row.delete()


def _write(saved):
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        raise NameTaken from error
