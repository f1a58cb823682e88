import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from partners.people.models import Person
from workshops.live.codes import new_code
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

# What others in the room are told about somebody; a sign-up form says it in the first person.
KIND_LABELS = {
    SignUp.OnBehalfOf.SELF: _("Resident"),
    SignUp.OnBehalfOf.BUSINESS: _("Business"),
    SignUp.OnBehalfOf.ASSOCIATION: _("Association"),
    SignUp.OnBehalfOf.PUBLIC: _("Public body"),
}


class LiveRoom(models.Model):
    """Where a meeting is held live: its code, and what everybody looks at now.

    One row says what is current, so there is never more than one item or activity at a time.
    """

    workshop = models.OneToOneField(
        WorkshopPage, on_delete=models.PROTECT, primary_key=True, related_name="room"
    )
    # Said aloud and shown on the wall; it opens the room until it expires.
    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code)
    expires_at = models.DateTimeField(_("code expires"), editable=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    item = models.ForeignKey(
        "ShowItem", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    item_started_at = models.DateTimeField(null=True, editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    # Of the current item: how long it has stood still, and how much time it was given on top.
    paused_seconds = models.PositiveIntegerField(default=0, editable=False)
    extra_seconds = models.IntegerField(default=0, editable=False)
    activity = models.ForeignKey(
        "Activity", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # How many steps have been taken: who acts on an older picture than this is told so.
    step = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("live room")
        verbose_name_plural = _("live rooms")
        permissions = [("facilitate_room", _("Can lead this live meeting"))]

    def __str__(self):
        return str(self.workshop)

    def get_absolute_url(self):
        return reverse("live_room", args=[self.code])

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def is_paused(self):
        return self.paused_at is not None

    @property
    def has_begun(self):
        """Whether the lobby is over."""
        return self.item_id is not None or self.activity_id is not None


class FacilitatorGrant(UserObjectPermissionBase):
    """Who besides the coordinators may lead one live meeting."""

    content_object = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="facilitator_grants")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class Activity(models.Model):
    """Something that all in the room do together: a board, questions, a poll. Its kind is registered."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=160)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # From when participants may look at it on their own.
    opened_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class ShowItem(models.Model):
    """One item of the run of show, as it stood in the agenda when the room was opened."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    presenter = models.CharField(_("presenter"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # What begins together with the item.
    activity = models.ForeignKey(
        Activity,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("activity"),
    )

    class Meta:
        verbose_name = _("item of the run of show")
        verbose_name_plural = _("run of show")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["room", "order"], name="show_item_order")]

    def __str__(self):
        return self.title


class Step(models.Model):
    """What a facilitator did with the room, and how it stood before: the last one can be undone."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    before = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="step_number_once")]

    def __str__(self):
        return f"{self.number}: {self.what}"


class Participant(models.Model):
    """Somebody in a live room: from the personal page, signed in, or by the code under any name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(_("name"), max_length=60, blank=True)
    kind = models.CharField(
        _("on behalf of"),
        max_length=12,
        choices=SignUp.OnBehalfOf,
        default=SignUp.OnBehalfOf.SELF,
    )
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="participations", editable=False
    )
    signup = models.ForeignKey(
        SignUp, on_delete=models.SET_NULL, null=True, related_name="participations", editable=False
    )
    # Made by the form, so that joining twice is harmless.
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"], condition=Q(person__isnull=False), name="participant_once"
            )
        ]

    def __str__(self):
        return self.shown_name

    @property
    def kind_label(self):
        return KIND_LABELS[self.kind]

    @property
    def shown_name(self):
        """What the others in the room see; who gave no name is a participant among others."""
        return ", ".join(filter(None, [self.name, self.organisation])) or str(_("Participant"))
