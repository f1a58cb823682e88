"""Notices as their reader sees them: in groups, newest first, without what they may not read any more."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Count, Max, OuterRef, When
from django.db.models.functions import JSONObject

from partners.notices.kinds import Place, kind_of, places_of, words_of
from partners.notices.models import Following, Level, Notice
from partners.people.models import User
from portal.prepared import Given, IsAnyOf, Prepared

PAGE_SIZE = 20
# Of a large group the newest are asked for; what is counted beyond them is not read one by one.
ASKED = 50


@dataclass(frozen=True)
class Group:
    """Notices that are shown as one; `pk` and `at` are the newest one's, which its link leads to."""

    pk: int
    title: str
    url: str
    icon: str
    count: int
    is_unread: bool
    at: datetime
    excerpt: str = ""
    why: str = ""
    place: str = ""
    where: Place | None = None


@dataclass(frozen=True)
class LevelAt:
    """How much somebody hears of one place, why they follow it, and what they can choose."""

    place: str
    level: str
    because: str = ""
    levels: tuple = tuple(Level.choices)


@dataclass(frozen=True)
class Page:
    groups: list
    older: int | None = None
    # Unread notices on this page that the reader may not read any more.
    lost: tuple = ()


def page_of(user, *, before=None, unread=False, size=PAGE_SIZE):
    """A page of one's notices, or those before one of them. As many queries as there are kinds, and two."""
    rows = Notice.objects.filter(user=user)
    if unread:
        rows = rows.unread()
    is_unread = Case(When(read_at=None, then=True), default=False, output_field=BooleanField())
    groups = (
        rows.order_by()
        .annotate(unread=is_unread)
        .values("group", "unread")
        .annotate(newest=Max("pk"), count=Count("pk"), pks=ArrayAgg("pk", order_by="-pk"))
    )
    if before:
        groups = groups.filter(newest__lt=before)
    found = list(groups.order_by("-newest")[: size + 1])
    shown = found[:size]
    older = shown[-1]["newest"] if len(found) > size else None
    notices = Notice.objects.in_bulk([pk for row in shown for pk in row["pks"][:ASKED]])
    made, lost = _as_groups(user, [row["pks"] for row in shown], notices)
    return Page(made, older, tuple(lost))


@Prepared
def _unread():
    return Notice.objects.filter(IsAnyOf("pk", Given("pks")), user=Given("user")).unread()


def grouped(user, pks):
    """The unread ones among these notices, in groups, the newest last. For letters."""
    notices, groups = {each.pk: each for each in _unread(user=user.pk, pks=pks)}, {}
    for notice in notices.values():
        groups.setdefault(notice.group, []).append(notice.pk)
    in_order = sorted((sorted(each, reverse=True) for each in groups.values()), key=lambda each: each[0])
    return _as_groups(user, in_order, notices)[0]


def _as_groups(user, groups, notices):
    """(Group of each of these lists of keys that `user` may read some of, the keys they may not read)."""
    asked = [notices[pk] for pks in groups for pk in pks[:ASKED]]
    words = words_of(user, asked)
    where = {place for each in asked for place in (each.place, each.within)}
    places = places_of(user, where - {""})
    made, lost = [], []
    for pks in groups:
        readable = [pk for pk in pks[:ASKED] if pk in words]
        lost += [pk for pk in pks[:ASKED] if pk not in words and notices[pk].read_at is None]
        if readable:
            beyond = len(pks) - len(pks[:ASKED])
            newest = notices[readable[0]]
            made.append(_group(newest, words[newest.pk], len(readable) + beyond, places))
    return made, lost


def _group(notice, words, count, places):
    kind = kind_of(notice.kind)
    place = notice.place if notice.place in places else notice.within
    return Group(
        pk=notice.pk,
        title=kind.many(count, words) if count > 1 and kind.many else words.title,
        url=words.url,
        icon=kind.icon,
        count=count,
        is_unread=notice.read_at is None,
        at=notice.created_at,
        excerpt=words.excerpt if count == 1 else "",
        why=words.why,
        place=place,
        where=places.get(place),
    )


def readable_one(user, pk):
    """(notice, its words) of one's own notice that one may read; (None, None) else."""
    notice = Notice.objects.filter(user=user, pk=pk).first()
    words = words_of(user, [notice]).get(pk) if notice else None
    return (notice, words) if words else (None, None)


def level_at(user, *places):
    """How much `user` hears of the first of these places, each within the next. One query."""
    own = Following.objects.filter(user=OuterRef("pk"), place__in=places).order_by()
    here = own.values(row=JSONObject(place="place", level="level", because="because"))
    rows = User.objects.filter(pk=user.pk).values_list("notice_choices__default_level", ArraySubquery(here))
    elsewhere, found = rows.get()
    by_place = {row["place"]: row for row in found}
    level = next((by_place[each]["level"] for each in places if each in by_place), elsewhere or Level.ALL)
    followed = by_place.get(places[0])
    return LevelAt(places[0], level, Following.Because(followed["because"]).label if followed else "")
