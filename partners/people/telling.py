"""Everything about one account, told by each subject that keeps something of it.

An exporter is a callable `(subject) -> Chapter | None`, registered for the models that it tells of. A test
names every model that points at a person or an account and is neither told of nor left out for a reason.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fact:
    """One value: `key` for machines, `label` for people, who read `shown` if it is not the `value` itself."""

    key: str
    label: str
    value: object
    shown: str = ""

    @property
    def words(self):
        """The value as people read it, in the active language."""
        if self.shown:
            return self.shown
        if isinstance(self.value, bool):
            return _("Yes") if self.value else _("No")
        if isinstance(self.value, datetime):
            return date_format(timezone.localtime(self.value), "DATETIME_FORMAT")
        if isinstance(self.value, date):
            return date_format(self.value, "DATE_FORMAT")
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Chapter:
    """What one subject keeps: `rows` of facts, and `files` as (name, bytes)."""

    key: str
    title: str
    rows: list
    files: list = field(default_factory=list)


_exporters = []
_told = {}


def tells(*models, order):
    """Decorate the function that tells what is kept of somebody in these models."""

    def register(export):
        _exporters.append((order, export))
        _told.update({model._meta.label: "" for model in models})
        return export

    return register


def leaves_out(label, *, because):
    """Say why a model, by its label, is not told of."""
    _told[label] = because


def told_models():
    """The labels of the models that are told of or left out: {label: why it is left out, or ""}."""
    return dict(_told)


def chapters_about(subject):
    """All there is, in order, without what is empty."""
    in_order = sorted(_exporters, key=lambda pair: pair[0])
    told = (export(subject) for _order, export in in_order)
    return [chapter for chapter in told if chapter and (chapter.rows or chapter.files)]


def facts_of(row, *names):
    """The facts that the named fields of a row hold, with the fields' own labels."""
    return [_fact(row, row._meta.get_field(name)) for name in names]


def _fact(row, field):
    value = field.value_from_object(row)
    shown = str(getattr(row, f"get_{field.name}_display")()) if field.choices else ""
    label = str(field.verbose_name)
    return Fact(field.name, label[:1].upper() + label[1:], value, shown)
