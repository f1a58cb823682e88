from django.db import models
from django.utils.translation import gettext_lazy as _


class Room(models.Model):
    """Where changes are numbered: 1, 2, 3 … in the order of their commits, without holes."""

    name = models.CharField(_("name"), max_length=90, unique=True)
    number = models.PositiveBigIntegerField(_("last change"), default=0)

    class Meta:
        db_table = "portal_live_room"
        verbose_name = _("live room")
        verbose_name_plural = _("live rooms")

    def __str__(self):
        return self.name


class Change(models.Model):
    """One change of a room, kept for some hours for those who missed it.

    `bodies` holds what readers get, as JSON text by language, or under "" for every language. `leaves` says
    who must come in anew before they get what follows: a user's key, or `EVERYONE`; for most changes nobody.
    """

    EVERYONE = "*"

    room = models.ForeignKey(
        Room, models.CASCADE, related_name="changes", verbose_name=_("live room"), db_index=False
    )
    number = models.PositiveBigIntegerField(_("number"))
    bodies = models.JSONField(_("what readers get"), default=dict)
    leaves = models.CharField(_("who must come in anew"), max_length=40, blank=True)
    written_at = models.DateTimeField(_("written"), db_index=True)

    class Meta:
        db_table = "portal_live_change"
        verbose_name = _("change of a live room")
        verbose_name_plural = _("changes of live rooms")
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="live_change_numbered_once")]

    def __str__(self):
        return f"{self.room_id}: {self.number}"
