"""What happens to notices: they are written, read, and people say how much they want."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.notices.kinds import Weight, kind_of
from partners.notices.live import ring
from partners.notices.models import Following, Level, Notice, NoticeChoices
from partners.people.actions import person_for
from partners.people.wishes import turn_off, turn_on
from portal.mail.topics import optional_topic
from portal.rows import insert_new

TOPIC = "notices"
HEARD_AT = {
    Weight.NEWS: {Level.ALL},
    Weight.MENTION: {Level.ALL, Level.MENTIONS},
    Weight.DIRECT: set(Level),
}


def notify(recipients, *, kind, about, key, data=None, group="", place="", within="", at=None):
    """Let these accounts know of a fact, in the transaction of the fact. Returns the new notices.

    `key` tells the fact apart from all others of its kind: twice is harmless. Those of one `group` are shown
    as one. Where it has a `place`, or one `within` another, only those hear of it whose level there lets it
    through. Who did it themselves is no recipient, and those who may not read it are none: that is for the
    caller to see to; whoever loses the right later is not told. Three statements, however many they are.
    """
    it = kind_of(kind)
    readers = {user.pk: user for user in recipients if user.is_active}
    if place and it.weight is not Weight.DIRECT:
        readers = _at_level(readers, HEARD_AT[it.weight], places=[each for each in (place, within) if each])
    rows = [
        Notice(
            user=user,
            kind=kind,
            about=about,
            data=data or {},
            group=group or f"{kind}:{key}",
            place=place,
            within=within,
            by_mail=it.by_mail,
            created_at=at or timezone.now(),
            dedupe_key=f"{kind}:{key}:{pk}",
        )
        for pk, user in sorted(readers.items())
    ]
    written = insert_new(rows, key="dedupe_key")
    if written:
        ring(notice.user_id for notice in written)
    return written


def _at_level(readers, levels, *, places):
    """Those whose level, at the nearest place that they have one for or else in general, is among these."""
    rows = Following.objects.filter(user__in=readers, place__in=places)
    own = {(user, place): level for user, place, level in rows.values_list("user", "place", "level")}
    elsewhere = dict(NoticeChoices.objects.filter(user__in=readers).values_list("user", "default_level"))
    return {
        pk: user
        for pk, user in readers.items()
        if next((own[pk, place] for place in places if (pk, place) in own), elsewhere.get(pk, Level.ALL))
        in levels
    }


@transaction.atomic
def follow(user, place, *, because=Following.Because.CHOSE, level=Level.ALL):
    """Let somebody hear of a place from now on, and remember why. A level that they have there stays."""
    mine, is_new = Following.objects.get_or_create(
        user=user, place=place, defaults={"because": because, "level": level}
    )
    if is_new:
        log(user, "partners.notices.follow", user=user, title=str(user.pk), data={"place": place})
    return mine


@transaction.atomic
def set_level(user, place, level):
    """Hear this much of a place from now on. Twice is harmless."""
    mine = follow(user, place, level=level)
    mine = Following.objects.select_for_update().get(pk=mine.pk)
    if mine.level != level:
        told = {"place": place, "level": [mine.level, level]}
        mine.level = level
        mine.save(update_fields=["level"])
        log(user, "partners.notices.level", user=user, title=str(user.pk), data=told)
    return mine


@transaction.atomic
def unfollow(users, *places):
    """Forget that these accounts follow these places: they have left them."""
    Following.objects.filter(user__in=users, place__in=places).delete()


def followers_of(place, *, levels=(Level.ALL,)):
    """The primary keys of the accounts that hear this much of a place, as a query."""
    return Following.objects.filter(place=place, level__in=levels).values("user")


@transaction.atomic
def choose(user, *, by_mail, levels=None, **choices):
    """Say how one wants to be told: by mail or not, the fields of `NoticeChoices`, and {place: level}."""
    mine, _is_new = NoticeChoices.objects.get_or_create(user=user)
    mine = NoticeChoices.objects.select_for_update().get(pk=mine.pk)
    changed = {name: value for name, value in choices.items() if getattr(mine, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(mine, name, value)
        mine.save(update_fields=list(changed))
        log(user, "partners.notices.choose", user=user, title=str(user.pk), data=changed)
    for place, level in (levels or {}).items():
        set_level(user, place, level)
    (turn_on if by_mail else turn_off)(person_for(user.email), optional_topic(TOPIC))
    return mine


@transaction.atomic
def mark_read(user, notices):
    """Mark these notices of one's own as read. Returns how many were not. Twice is harmless."""
    count = notices.filter(user=user, read_at=None).update(read_at=timezone.now())
    if count:
        ring([user.pk])
    return count


def read_about(user, about):
    """What one is looking at now is read. Costs nothing for who has nothing unread, or is not signed in."""
    if getattr(user, "unread_notices", 0):
        user.unread_notices -= mark_read(user, Notice.objects.filter(about=about))


def forget_old(*, read_before, before):
    """Delete notices that were read before one moment, and all from before another."""
    Notice.objects.filter(read_at__lt=read_before).delete()
    Notice.objects.filter(created_at__lt=before).delete()
