from datetime import timedelta
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.base import BasePage
from workshops.meetings.agenda import first_overrun
from workshops.meetings.blocks import AgendaPartBlock, WorkshopBodyBlock
from workshops.meetings.editing import edit_handler
from workshops.meetings.functions import index_functions, page_functions
from workshops.meetings.schema import event


@cache
def first_locale_id():
    """The programme's first language, which never changes while the process lives."""
    return Locale.get_default().pk


class WorkshopQuerySet(PageQuerySet):
    def upcoming(self, now=None):
        return self.filter(end__gte=now or timezone.now()).order_by("start", "pk")

    def past(self, now=None):
        return self.filter(end__lt=now or timezone.now()).order_by("-start", "-pk")

    def cancelled(self):
        """Those that are not held; a translation is cancelled with its original."""
        originals = self.model._default_manager.filter(state__cancelled_at__isnull=False)
        return self.filter(translation_key__in=originals.order_by().values("translation_key"))

    def not_cancelled(self):
        originals = self.model._default_manager.filter(state__cancelled_at__isnull=False)
        return self.exclude(translation_key__in=originals.order_by().values("translation_key"))

    def originals(self):
        """Each meeting once: the page in the programme's first language carries its facts and its seats."""
        return self.filter(locale=first_locale_id())

    def with_seats(self):
        """Adds `room_taken`, `room_waiting`, `video_taken`, `video_waiting`.

        A translation has those of its original. Read them by `workshops.meetings.seats.listed_seats`.
        """
        signups = self.model._meta.get_field("signups").related_model
        counts = {}
        for attendance in ("room", "video"):
            theirs = signups.objects.filter(
                workshop__translation_key=OuterRef("translation_key"), attendance=attendance
            )
            for name, group in (("taken", theirs.seated()), ("waiting", theirs.waiting())):
                count = group.order_by().values("attendance").annotate(n=Count("pk")).values("n")
                counts[f"{attendance}_{name}"] = Subquery(count)
        return self.select_related("state", "locale").annotate(**counts)


def attach_originals(workshops):
    """Give each of a list of meetings its `original`, by one query when there are translations among them."""
    workshops = list(workshops)
    translations = [workshop for workshop in workshops if workshop.locale_id != first_locale_id()]
    if translations:
        keys = [workshop.translation_key for workshop in translations]
        rows = WorkshopPage.objects.originals().filter(translation_key__in=keys).select_related("state")
        originals = {row.translation_key: row for row in rows}
        for workshop in translations:
            workshop.original = originals.get(workshop.translation_key, workshop)
    return workshops


class WorkshopIndexPage(BasePage):
    """The list of meetings."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["workshops.WorkshopPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of meetings")
        verbose_name_plural = _("lists of meetings")

    def serve(self, request):
        return index_functions[""](request, self)


class WorkshopPage(BasePage):
    """A meeting with an agenda, sign-up, and questions that participants are asked.

    Times are stored in UTC and shown in Europe/Oslo. A translation carries words only: it shows the
    facts of its `original`, and people sign up for the original.
    """

    class Kind(models.TextChoices):
        DIALOGUE = "dialogue", _("dialogue meeting")
        DEVELOPMENT = "development", _("development workshop")

    class Format(models.TextChoices):
        DIGITAL = "digital", _("digital")
        ON_SITE = "on_site", _("on site")
        BOTH = "both", _("on site and digital")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DIALOGUE)
    start = models.DateTimeField(_("starts"))
    end = models.DateTimeField(_("ends"))
    format = models.CharField(_("how people meet"), max_length=8, choices=Format, default=Format.DIGITAL)
    place = models.CharField(_("place"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    access_note = models.TextField(_("access to the premises"), max_length=400, blank=True)
    room_capacity = models.PositiveIntegerField(
        _("seats in the room"), null=True, blank=True, help_text=_("Empty means no limit.")
    )
    video_capacity = models.PositiveIntegerField(
        _("places on video"), null=True, blank=True, help_text=_("Empty means no limit.")
    )
    signup_opens = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    signup_closes = models.DateTimeField(
        _("sign-up closes"), null=True, blank=True, help_text=_("Empty means when the meeting starts.")
    )
    link_hours_before = models.PositiveSmallIntegerField(
        _("video link is sent this many hours before"),
        default=24,
        validators=[MinValueValidator(2), MaxValueValidator(336)],
    )
    reminder_days_before = models.PositiveSmallIntegerField(
        _("reminder is sent this many days before"), default=3, validators=[MaxValueValidator(60)]
    )
    promotion_stops_hours_before = models.PositiveSmallIntegerField(
        _("waiting list stops this many hours before"), default=2, validators=[MaxValueValidator(168)]
    )
    input_closes = models.DateTimeField(
        _("input closes"), null=True, blank=True, help_text=_("Empty means 14 days after the meeting.")
    )
    body = StreamField(WorkshopBodyBlock(), verbose_name=_("text"), blank=True)
    agenda = StreamField([("part", AgendaPartBlock())], verbose_name=_("agenda"), blank=True)
    summary = StreamField(WorkshopBodyBlock(), verbose_name=_("summary after the meeting"), blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)

    # What a translation takes from its original.
    FACTS = [
        "kind",
        "start",
        "end",
        "format",
        "place",
        "address",
        "room_capacity",
        "video_capacity",
        "signup_opens",
        "signup_closes",
        "link_hours_before",
        "reminder_days_before",
        "promotion_stops_hours_before",
        "input_closes",
        "contact_email",
    ]

    edit_handler = edit_handler(BasePage)
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("start")]

    parent_page_types = ["workshops.WorkshopIndexPage"]
    subpage_types = []
    served_with = ["state"]

    objects = PageManager.from_queryset(WorkshopQuerySet)()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="workshop_ends_after_start",
                violation_error_message=_("The meeting must end after it starts."),
            )
        ]

    @cached_property
    def original(self):
        """The page that carries the facts and the seats: this one, or the one it is a translation of."""
        if self.locale_id == first_locale_id():
            return self
        return (
            WorkshopPage.objects.filter(translation_key=self.translation_key, locale=first_locale_id())
            .select_related("state")
            .first()
            or self
        )

    @property
    def is_translation(self):
        """Whether this page carries words only."""
        return bool(self.locale_id) and self.original is not self

    @property
    def desk(self):
        """The meeting's `WorkshopState`; an empty, unsaved one before it is first published."""
        try:
            return self.original.state
        except WorkshopState.DoesNotExist:
            return WorkshopState(workshop=self.original)

    @property
    def attendances(self):
        """The ways people can take part: some of "room" and "video"."""
        return [name for name, held in (("room", self.has_room), ("video", self.has_video)) if held]

    def capacity_of(self, attendance):
        """How many can take part that way; None when there is no limit."""
        return self.room_capacity if attendance == "room" else self.video_capacity

    @property
    def where(self):
        """The place and its address in one line; empty for a digital meeting."""
        return ", ".join(filter(None, [self.place, self.address])) if self.has_room else ""

    @property
    def signup_deadline(self):
        return min(self.signup_closes or self.start, self.end)

    @property
    def input_deadline(self):
        return self.input_closes or self.end + timedelta(days=14)

    @property
    def link_due(self):
        return self.start - timedelta(hours=self.link_hours_before)

    @property
    def promotion_stops(self):
        return self.start - timedelta(hours=self.promotion_stops_hours_before)

    @property
    def has_room(self):
        return self.format != self.Format.DIGITAL

    @property
    def has_video(self):
        return self.format != self.Format.ON_SITE

    def take_facts_from(self, original):
        for field in self.FACTS:
            setattr(self, field, getattr(original, field))

    def clean(self):
        """What can't be true of a meeting. A translation takes its facts from the original instead."""
        super().clean()
        if self.is_translation:
            self.take_facts_from(self.original)
            errors = self._agenda_errors()
        else:
            errors = {**self._time_errors(), **self._agenda_errors(), **self._format_errors()}
        if errors:
            raise ValidationError(errors)

    def _time_errors(self):
        errors = {}
        if self.start and self.end and self.end <= self.start:
            errors["end"] = _("The meeting must end after it starts.")
        if self.end and self.signup_closes and self.signup_closes > self.end:
            errors["signup_closes"] = _("Sign-up can't close after the meeting has ended.")
        if self.signup_opens and self.start and self.signup_opens >= (self.signup_closes or self.start):
            errors["signup_opens"] = _("Sign-up must open before it closes.")
        if self.input_closes and self.end and self.input_closes < self.end:
            errors["input_closes"] = _("Input can't close before the meeting has ended.")
        return errors

    def _agenda_errors(self):
        if not (self.start and self.end and self.start < self.end):
            return {}
        overrun = first_overrun(self.agenda, self.start, self.end)
        if not overrun:
            return {}
        words = _(
            "“%(item)s” runs %(minutes)d minutes over the end of the meeting. "
            "Shorten the agenda or let the meeting end later."
        )
        return {"agenda": words % {"item": overrun.title, "minutes": overrun.minutes}}

    def _format_errors(self):
        errors = {}
        if self.has_room and not self.place:
            errors["place"] = _("Say where the meeting is.")
        if not self.has_room and self.place:
            errors["place"] = _(
                "A digital meeting has no place. Leave this empty, or let people meet on site."
            )
        if not self.has_room and self.room_capacity is not None:
            errors["room_capacity"] = _("A digital meeting has no seats in a room.")
        if not self.has_video and self.video_capacity is not None:
            errors["video_capacity"] = _("A meeting on site has no places on video.")
        return errors

    def route(self, request, path_components):
        """The meeting's own functions (sign-up, seats, calendar file) have an address under the page's."""
        if self.live and len(path_components) == 1 and path_components[0] in page_functions:
            return RouteResult(self, kwargs={"function": path_components[0]})
        return super().route(request, path_components)

    def structured_data(self, request):
        return [event(request, self)]

    def serve(self, request, function=""):
        return page_functions[function](request, self)


class WorkshopState(models.Model):
    """What the coordinator's desk knows of a meeting. No page revision holds it or can bring it back.

    The video link is secret: only those signed up see it.
    """

    workshop = models.OneToOneField(
        WorkshopPage, on_delete=models.CASCADE, primary_key=True, related_name="state"
    )
    video_link = models.URLField(_("video link"), max_length=500, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancellation_reason = models.TextField(_("reason"), max_length=600, blank=True)
    # RFC 5545 SEQUENCE of the meeting's calendar entry: one more for each change that people are told of.
    sequence = models.PositiveIntegerField(default=0)
    # The facts that participants were last told, to see what a published page changed.
    told_start = models.DateTimeField(null=True)
    told_end = models.DateTimeField(null=True)
    told_place = models.CharField(max_length=500, blank=True)
    told_link = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("meeting desk")
        verbose_name_plural = _("meeting desks")
        permissions = [("run_workshop", _("Can run meetings and see sign-ups"))]

    def __str__(self):
        return f"{self.workshop_id}"
