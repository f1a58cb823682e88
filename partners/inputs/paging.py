"""Pages of a list by key: as cheap at the end as at the start, and steady while new rows come in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PAGE_SIZE = 20


@dataclass(frozen=True)
class KeysetPage:
    items: list
    older: str = ""
    newer: str = ""


def key_of(row):
    """The place of a row in the list, as it stands in an address."""
    return f"{(row.created_at - EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def parse_key(key):
    """(time, pk) of a key from an address; None for anything else."""
    moment, _, pk = (key or "").partition("-")
    if not (moment.isascii() and moment.isdigit() and pk.isascii() and pk.isdigit()):
        return None
    if len(moment) > 17 or len(pk) > 18:
        return None
    return EPOCH + timedelta(microseconds=int(moment)), int(pk)


def keyset_page(rows, *, before="", after="", size=PAGE_SIZE):
    """One page of `rows`, newest first: those older than `before`, those newer than `after`, or the first."""
    older_than, newer_than = parse_key(before), parse_key(after)
    if newer_than and not older_than:
        return page_after(rows, newer_than, size)
    if older_than:
        moment, pk = older_than
        rows = rows.filter(created_at__lte=moment).filter(Q(created_at__lt=moment) | Q(pk__lt=pk))
    found = list(rows.newest_first()[: size + 1])
    items = found[:size]
    return KeysetPage(
        items=items,
        older=key_of(items[-1]) if len(found) > size else "",
        newer=key_of(items[0]) if older_than and items else "",
    )


def oldest_page(rows, *, before="", after="", size=PAGE_SIZE):
    """The same list from its other end: those newer than `after`, those older than `before`, or the first."""
    older_than, newer_than = parse_key(before), parse_key(after)
    if older_than and not newer_than:
        page = keyset_page(rows, before=before, size=size)
        return KeysetPage(page.items[::-1], older=page.older, newer=page.newer)
    found = list((newer(rows, newer_than) if newer_than else rows).oldest_first()[: size + 1])
    items = found[:size]
    return KeysetPage(
        items=items,
        older=key_of(items[0]) if newer_than and items else "",
        newer=key_of(items[-1]) if len(found) > size else "",
    )


def newer(rows, key):
    moment, pk = key
    return rows.filter(created_at__gte=moment).filter(Q(created_at__gt=moment) | Q(pk__gt=pk))


def page_after(rows, key, size):
    found = list(newer(rows, key).oldest_first()[: size + 1])
    items = found[:size][::-1]
    return KeysetPage(
        items=items,
        older=key_of(items[-1]) if items else "",
        newer=key_of(items[0]) if len(found) > size else "",
    )
