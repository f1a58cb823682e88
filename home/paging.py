"""Paging by key: a page is found by the row it begins after, however many rows stand before it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404


@dataclass(frozen=True)
class NamePage:
    rows: list
    next_url: str = ""
    previous_url: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def name_page(queryset, parameters, *, field, size):
    """A page of `queryset` in the order of (`field`, pk), as `?after=` or `?before=` asks; one query."""
    before, after = parameters.get("before"), parameters.get("after")
    if before and not after:
        rows = list(
            queryset.filter(_beyond(field, before, "lt", str)).order_by(f"-{field}", "-pk")[: size + 1]
        )
        more_before, more_after = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        if after:
            queryset = queryset.filter(_beyond(field, after, "gt", str))
        rows = list(queryset.order_by(field, "pk")[: size + 1])
        more_before, more_after = bool(after), len(rows) > size
        rows = rows[:size]
    return NamePage(
        rows,
        next_url=_address(parameters, "after", rows[-1], field) if rows and more_after else "",
        previous_url=_address(parameters, "before", rows[0], field) if rows and more_before else "",
    )


@dataclass(frozen=True)
class KeyPage:
    rows: list
    older_url: str = ""
    newer_url: str = ""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def key_page(queryset, parameters, *, field, size):
    """A page of `queryset`, newest first by (`field`, pk), as `?before=` or `?after=` asks; one query."""
    before, after = parameters.get("before"), parameters.get("after")
    if after and not before:
        rows = list(queryset.filter(_beyond(field, after, "gt")).order_by(field, "pk")[: size + 1])
        more_newer, more_older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        if before:
            queryset = queryset.filter(_beyond(field, before, "lt"))
        rows = list(queryset.order_by(f"-{field}", "-pk")[: size + 1])
        more_newer, more_older = bool(before), len(rows) > size
        rows = rows[:size]
    return KeyPage(
        rows,
        older_url=_address(parameters, "before", rows[-1], field) if rows and more_older else "",
        newer_url=_address(parameters, "after", rows[0], field) if rows and more_newer else "",
    )


def _beyond(field, key, operator, read=date.fromisoformat):
    try:
        value, pk = key.rsplit("_", 1)
        value, pk = read(value), int(pk)
    except ValueError:
        raise Http404 from None
    return Q(**{f"{field}__{operator}": value}) | Q(**{field: value, f"pk__{operator}": pk})


def _address(parameters, name, row, field):
    kept = {key: value for key, value in parameters.items() if value and key not in ("before", "after")}
    return "?" + urlencode(kept | {name: f"{getattr(row, field)}_{row.pk}"})
