from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.people.models import User


class Level(models.TextChoices):
    """How much somebody hears of one place."""

    ALL = "all", _("Everything new")
    MENTIONS = "mentions", _("Only when I am mentioned")
    NONE = "none", _("Nothing")


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def to_mail(self):
        """What its reader has neither read nor been written to about, of the kinds that go by mail."""
        return self.filter(by_mail=True, mailed_at=None, read_at=None)


class Notice(models.Model):
    """Something that one person should know, written in the transaction of the fact it tells of.

    It holds no words: its kind (`notices.kinds`) tells them from `data` in the reader's language when it is
    shown, and only to who may still read what it is about.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField(_("kind"), max_length=40)
    # What it is about ("input:7"), for the subject that knows its kind.
    about = models.CharField(_("about"), max_length=60)
    data = models.JSONField(default=dict)
    # Those of one group are shown as one: "3 new replies to …".
    group = models.CharField(max_length=90)
    # Where it happened ("group:3"), and the place around that; levels are set for these.
    place = models.CharField(_("place"), max_length=60, blank=True)
    within = models.CharField(max_length=60, blank=True)
    by_mail = models.BooleanField(_("by mail"), default=True)
    created_at = models.DateTimeField(_("happened"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, editable=False)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, editable=False)
    dedupe_key = models.CharField(max_length=160)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["dedupe_key"], name="notice_dedupe_key_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["user", "created_at"],
                condition=models.Q(by_mail=True, mailed_at=None, read_at=None),
                name="notice_to_mail",
            ),
            models.Index(fields=["about", "kind"], name="notice_about"),
        ]

    def __str__(self):
        return f"{self.kind} → {self.user_id}"


class Following(models.Model):
    """How much one person hears of one place, and why they hear of it at all."""

    class Because(models.TextChoices):
        CHOSE = "chose", _("You chose it")
        JOINED = "joined", _("You joined")
        TOOK_PART = "took_part", _("You took part there")
        MENTIONED = "mentioned", _("You were mentioned there")
        ADDED = "added", _("Somebody let you in")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="followings")
    place = models.CharField(_("place"), max_length=60)
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.ALL)
    because = models.CharField(_("why"), max_length=9, choices=Because, default=Because.CHOSE)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("place that is followed")
        verbose_name_plural = _("places that are followed")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="following_once")]
        indexes = [models.Index(fields=["place", "user"], name="following_place")]

    def __str__(self):
        return f"{self.place}: {self.level}"


class NoticeChoices(models.Model):
    """How one person wants notices by mail. Who has no row has never chosen, and gets what stands here.

    That somebody wants none by mail is a letter topic that they have turned off, as for all other letters.
    """

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("On certain weekdays")

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="notice_choices")
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm, default=Rhythm.DAILY)
    # Digits, Monday is 0: "024" is Monday, Wednesday and Friday.
    weekdays = models.CharField(_("weekdays"), max_length=7, default="0")
    # Norwegian clock time, as the quiet hours; these are none when they begin when they end.
    hour = models.PositiveSmallIntegerField(_("hour of the day"), default=8)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), default=22)
    quiet_to = models.PositiveSmallIntegerField(_("quiet to"), default=7)
    default_level = models.CharField(_("level elsewhere"), max_length=8, choices=Level, default=Level.ALL)

    class Meta:
        verbose_name = _("choices about notices")
        verbose_name_plural = _("choices about notices")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hour__lt=24, quiet_from__lt=24, quiet_to__lt=24),
                name="notice_hours_in_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(weekdays__regex=r"^[0-6]{1,7}$"), name="notice_weekdays_are_some"
            ),
        ]

    def __str__(self):
        return self.rhythm
