from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.blocks import ICONS


def in_reader_language(instance, field):
    """The English text for who reads English, where there is one; else the Norwegian."""
    english = (get_language() or "").startswith("en") and getattr(instance, f"{field}_en")
    return english or getattr(instance, field)


class NamedInOrder(models.Model):
    """A word of the programme's own, in two languages, in the coordinator's order."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return in_reader_language(self, "name")


class Area(NamedInOrder):
    """A part of the centre that roles belong to: repair, sale, logistics."""

    class Meta(NamedInOrder.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")


class Phase(NamedInOrder):
    """A phase of the pilot."""

    class Meta(NamedInOrder.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


class RoleQuerySet(models.QuerySet):
    def for_list(self):
        return self.select_related("area", "phase")

    def taking_proposals(self):
        """Open, and before the deadline."""
        return self.filter(Q(deadline=None) | Q(deadline__gte=timezone.now()), state=Role.State.OPEN)

    def in_order(self):
        return self.order_by("order", "title", "pk")


class Role(models.Model):
    """A function that the centre needs somebody to fill, and how much of it. Everyone may read it."""

    class Priority(models.TextChoices):
        MUST = "must", _("Must")
        SHOULD = "should", _("Should")

    class Unit(models.TextChoices):
        WORK_PLACES = "work_places", _("work places")
        PLACES = "places", _("places")
        PERSONS = "persons", _("people")
        DAYS_A_WEEK = "days_week", _("days a week")
        EVENINGS_A_WEEK = "evenings_week", _("evenings a week")
        HOURS_A_WEEK = "hours_week", _("hours a week")
        SQUARE_METRES = "m2", _("m²")
        VEHICLES = "vehicles", _("vehicles")
        COURSES_A_MONTH = "courses_month", _("courses a month")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    title = models.CharField(_("title"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=80, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    icon = models.CharField(_("icon"), max_length=30, choices=ICONS, default="puzzle")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="roles", verbose_name=_("area"))
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="roles", verbose_name=_("phase")
    )
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.MUST)
    unit = models.CharField(_("unit"), max_length=16, choices=Unit)
    amount = models.DecimalField(_("amount needed"), max_digits=7, decimal_places=1)
    need = models.CharField(_("what is needed"), max_length=200, blank=True)
    need_en = models.CharField(_("what is needed, in English"), max_length=200, blank=True)
    text = models.TextField(_("about the role"), max_length=4000, blank=True)
    text_en = models.TextField(_("about the role, in English"), max_length=4000, blank=True)
    rent = models.TextField(_("rent and costs"), max_length=1000, blank=True)
    rent_en = models.TextField(_("rent and costs, in English"), max_length=1000, blank=True)
    equipment = models.TextField(_("premises and equipment"), max_length=1000, blank=True)
    equipment_en = models.TextField(_("premises and equipment, in English"), max_length=1000, blank=True)
    law = models.TextField(_("legal frames"), max_length=1000, blank=True)
    law_en = models.TextField(_("legal frames, in English"), max_length=1000, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Without one the role gets a patchwork of its own."),
    )
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["order", "title", "pk"]
        permissions = [("lead_roles", "Can write roles, and read and decide all proposals")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="role_needs_something",
                violation_error_message=_("The amount must be more than nothing."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="role_has_a_title"),
        ]

    def __str__(self):
        return in_reader_language(self, "title")

    def get_absolute_url(self):
        return reverse("role", args=[self.slug])

    def told(self, field):
        """A text of the role in the reader's language."""
        return in_reader_language(self, field)

    @property
    def takes_proposals(self):
        """Open, and not past its deadline: the second of the deadline itself still counts."""
        in_time = self.deadline is None or timezone.now() <= self.deadline
        return self.state == self.State.OPEN and in_time
