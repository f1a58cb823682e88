"""The list in groups, by what was said about or by theme: paged by key, as the plain list is."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Case, Count, Q, Value, When
from django.utils.translation import gettext as _

from home.words import LABEL_LENGTH
from partners.inputs.models import Input, Theme
from partners.inputs.paging import PAGE_SIZE, key_of, parse_key
from partners.inputs.places import key_of_place, versions_of
from portal.text import plain_excerpt

COUNTED = {"count": Count("pk"), "answered": Count("pk", filter=Q(status__in=Input.ANSWERED))}


@dataclass(eq=False)
class Group:
    """`key` is its place in an address, `condition` which inputs are in it, `inputs` those of the page shown.

    What was said about a block has its beginning as `section` as well.
    """

    key: str
    condition: Q
    title: str
    url: str = ""
    block: UUID | None = None
    section: str = ""
    section_url: str = ""
    count: int = 0
    answered: int = 0
    inputs: list = field(default_factory=list)

    def add(self, row):
        self.count += row["count"]
        self.answered += row["answered"]

    @property
    def share(self):
        """Per cent that is answered."""
        return round(100 * self.answered / (self.count or 1))


@dataclass(frozen=True)
class GroupedPage:
    groups: list
    older: str = ""
    newer: str = ""

    @property
    def items(self):
        return [input for group in self.groups for input in group.inputs]


def by_place(inputs):
    """A group for each page and each block of it that these inputs were said about. At most three queries."""
    rows = list(inputs.order_by().values("page", "block").annotate(**COUNTED))
    blocks = any(row["block"] for row in rows)
    versions = versions_of({row["page"] for row in rows}, with_blocks=blocks)
    groups, ranks = {}, {}
    for row in rows:
        place = versions[row["page"]], row["block"]
        key = key_of_place(*place)
        if key not in groups:
            groups[key] = _group_of_place(key, *place)
            ranks[key] = place[0].read.path, place[0].rank_of(place[1]), key
        groups[key].add(row)
    return sorted(groups.values(), key=lambda group: ranks[group.key])


def _group_of_place(key, versions, block):
    group = Group(key, Q(page__in=versions.primary_keys, block=block), versions.read.title, block=block)
    if versions.read.live:
        group.url = versions.read.url
    if group.block:
        group.section, group.section_url = versions.label_of(block), versions.url_of(block)
    return group


def by_theme(inputs):
    """A group for each theme in the themes' order, and one for what has none. Two queries."""
    rows = inputs.order_by().values("theme").annotate(**COUNTED)
    counted = {row["theme"]: row for row in rows}
    named = [(theme.pk, str(theme)) for theme in Theme.objects.filter(pk__in=[pk for pk in counted if pk])]
    groups = []
    for pk, title in [*named, (None, _("No theme"))]:
        if pk in counted:
            groups.append(Group(str(pk or 0), Q(theme=pk), title))
            groups[-1].add(counted[pk])
    return groups


BY = {"place": by_place, "theme": by_theme}


def grouped_page(inputs, by, *, before="", after="", size=PAGE_SIZE):
    """One page of `inputs` in groups: from after one key on, or up to another; each group newest first.

    A key that makes no sense, or whose group is not there any more, gives the first page.
    """
    groups = BY[by](inputs)
    at, backwards = _find(groups, before), False
    if at is None and (at := _find(groups, after)):
        backwards = True
    in_order = groups[::-1] if backwards else groups
    found = _read(inputs, in_order, at, backwards, size + 1)
    items = found[:size][::-1] if backwards else found[:size]
    more = len(found) > size
    has_older, has_newer = (bool(items), more) if backwards else (more, at is not None and bool(items))
    return GroupedPage(
        _filled(items),
        older=_address_of(items[-1]) if has_older else "",
        newer=_address_of(items[0]) if has_newer else "",
    )


def _find(groups, address):
    """(group, (time, pk)) of a key from an address; None where it leads nowhere."""
    key, _dot, place = (address or "").partition(".")
    group, parsed = next((each for each in groups if each.key == key), None), parse_key(place)
    return (group, parsed) if group and parsed else None


def _address_of(pair):
    group, input = pair
    return f"{group.key}.{key_of(input)}"


def _read(inputs, groups, at, backwards, most):
    """(group, input) of the first that come after `at`, and no more than `most`. One query."""
    window, conditions, expected = [], [], 0
    for group in groups[groups.index(at[0]) if at else 0 :]:
        is_cut = at is not None and group is at[0]
        window.append(group)
        conditions.append(group.condition & _beyond(at[1], backwards) if is_cut else group.condition)
        expected += 0 if is_cut else group.count
        if expected >= most:
            break
    if not window:
        return []
    rank = Case(*(When(group.condition, then=Value(n)) for n, group in enumerate(window)))
    rows = inputs.for_list().filter(reduce(or_, conditions)).annotate(rank=rank)
    order = ("rank", "created_at", "pk") if backwards else ("rank", "-created_at", "-pk")
    return [(window[input.rank], input) for input in rows.order_by(*order)[:most]]


def _beyond(key, backwards):
    moment, pk = key
    if backwards:
        return Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=pk)
    return Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk)


def _filled(items):
    groups = []
    for group, input in items:
        if not groups or groups[-1] is not group:
            groups.append(group)
        group.inputs.append(input)
        # A block that is gone is called what it said.
        if group.block and not group.section:
            said = plain_excerpt(input.written_to.text, LABEL_LENGTH)
            group.section = said or _("a section without words")
    return groups
