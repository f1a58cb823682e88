import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.inputs.models import Input
from partners.people.models import Person
from workshops.meetings.models import WorkshopPage


def new_token():
    """192 bits that nobody can guess: the address of a personal page."""
    return secrets.token_urlsafe(24)


class SignUpQuerySet(models.QuerySet):
    def active(self):
        """Everybody who has or waits for a seat."""
        return self.filter(status__in=SignUp.ACTIVE)

    def seated(self):
        """Everybody who takes up a seat."""
        return self.filter(status__in=SignUp.SEATED)

    def waiting(self):
        """The waiting list, first in line first."""
        return self.filter(status=SignUp.Status.WAITING).order_by("position")

    def for_person(self, person):
        return self.filter(person=person)

    def own_calendar(self, token, *, since):
        """Everything the holder of `token` signed up for, the latest of each meeting, cancelled or not."""
        mine = Q(token=token) | Q(person__signups__token=token)
        rows = self.filter(mine, workshop__end__gte=since).select_related("workshop__state", "person")
        latest = {row.workshop_id: row for row in rows.order_by("created_at", "pk")}
        return sorted(latest.values(), key=lambda row: row.workshop.start)


class SignUp(models.Model):
    """One person's place at one meeting."""

    class Status(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", pgettext_lazy("sign-up", "Cancelled")
        ATTENDED = "attended", _("Attended")
        ABSENT = "absent", _("Did not come")

    class Attendance(models.TextChoices):
        ROOM = "room", _("In the room")
        VIDEO = "video", _("On video")

    class OnBehalfOf(models.TextChoices):
        SELF = "self", _("Myself")
        BUSINESS = "business", _("A business")
        ASSOCIATION = "association", _("An association")
        PUBLIC = "public", _("A public body")

    SEATED = [Status.REGISTERED, Status.ATTENDED, Status.ABSENT]
    ACTIVE = [Status.REGISTERED, Status.WAITING, Status.ATTENDED, Status.ABSENT]

    # `signup_counts` is the index for it.
    workshop = models.ForeignKey(
        WorkshopPage,
        on_delete=models.PROTECT,
        related_name="signups",
        db_index=False,
        verbose_name=_("meeting"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="signups", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=120)
    on_behalf_of = models.CharField(
        _("on behalf of"), max_length=12, choices=OnBehalfOf, default=OnBehalfOf.SELF
    )
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    organisation_number = models.CharField(_("organisation number"), max_length=9, blank=True)
    attendance = models.CharField(_("takes part"), max_length=5, choices=Attendance)
    access_needs = models.TextField(_("access needs"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=2, default="nb")
    status = models.CharField(_("status"), max_length=10, choices=Status)
    # The place in the line, given under the meeting's lock: smaller is earlier.
    position = models.PositiveIntegerField(default=0, editable=False)
    token = models.CharField(max_length=40, default=new_token, editable=False)
    # RFC 5545 SEQUENCE of this person's calendar entry, on top of the meeting's.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    by_hand = models.BooleanField(_("added by the municipality"), default=False, editable=False)
    created_at = models.DateTimeField(_("signed up"), default=timezone.now, editable=False)
    promoted_at = models.DateTimeField(_("got a seat from the waiting list"), null=True, editable=False)
    cancelled_at = models.DateTimeField(pgettext_lazy("sign-up", "cancelled"), null=True, editable=False)
    inputs = models.ManyToManyField(Input, related_name="signups", blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["token"], name="signup_token_once"),
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=~Q(status="cancelled"),
                name="signup_once_per_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workshop", "attendance", "position"],
                condition=Q(status="waiting"),
                name="signup_waiting_line",
            ),
            models.Index(fields=["workshop", "status", "attendance"], name="signup_counts"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("signup_page", args=[self.token])

    def own_inputs(self):
        """What this person has said about the meeting, wherever they said it; hidden ones too."""
        mine = Q(signups=self) | Q(giver__signups=self, page=self.workshop_id)
        return Input.objects.filter(mine).for_list().newest_first().distinct()
