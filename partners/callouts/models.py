import uuid

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User


class CallOutQuerySet(models.QuerySet):
    def coming(self):
        """Those that are not called off, nor over, in groups at work."""
        return self.filter(
            state=CallOut.State.OPEN,
            ends_at__gt=timezone.now(),
            group__state=WorkingGroup.State.ACTIVE,
        )

    def visible_to(self, user):
        """Those of one's own groups, those for everyone in groups known to all, and where one helps."""
        mine = GroupMember.objects.filter(group=OuterRef("group"), user_id=user.pk)
        helps = Volunteer.objects.standing().filter(call_out=OuterRef("pk"), user_id=user.pk)
        known = Q(shown=CallOut.Shown.EVERYONE) & ~Q(group__shown=WorkingGroup.Shown.NOTHING)
        return self.filter(Exists(mine) | Exists(helps) | known)

    def with_counts(self):
        """With `accepted`: how many have a place."""
        accepted = Count("volunteers", filter=Q(volunteers__state=Volunteer.State.ACCEPTED))
        return self.select_related("group").annotate(accepted=accepted)

    def in_order(self):
        return self.order_by("starts_at", "pk")


class CallOut(models.Model):
    """A working group's call for people who come and help: a time, and so many places."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CANCELLED = "cancelled", _("Called off")

    class Shown(models.TextChoices):
        GROUP = "group", _("Those in the group")
        EVERYONE = "everyone", _("Everyone with an account")

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="call_outs")
    title = models.CharField(_("what is to be done"), max_length=120)
    text = models.TextField(_("more about it"), max_length=4000, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    skills = models.CharField(_("what one should be able to do"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    places = models.PositiveSmallIntegerField(_("people wanted"))
    accepts_at_once = models.BooleanField(_("accept those who come at once"), default=True)
    shown = models.CharField(_("who may come"), max_length=8, choices=Shown, default=Shown.EVERYONE)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    # Counts up with each change: who saves says which they have seen, and letters are told apart by it.
    revision = models.PositiveIntegerField(default=0, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = CallOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for volunteers")
        verbose_name_plural = _("calls for volunteers")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="call_out_has_a_title"),
            models.CheckConstraint(condition=Q(places__gte=1), name="call_out_wants_somebody"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="call_out_ends_after"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("call_out", args=[self.pk])

    @property
    def when(self):
        """Its time in words, in the active language and Norwegian time: on one day, or over several."""
        starts, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        words = date_format(starts, "WEEKDAY_DATETIME_FORMAT")
        if starts.date() == ends.date():
            return f"{words}–{date_format(ends, 'TIME_FORMAT')}"
        return f"{words} – {date_format(ends, 'WEEKDAY_DATETIME_FORMAT')}"

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()


class VolunteerQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(state=Volunteer.State.ACCEPTED)

    def waiting(self):
        """Those who would get the next free place, in order."""
        return self.filter(state=Volunteer.State.WAITING).order_by("since", "pk")

    def asking(self):
        """Those whom nobody has answered."""
        return self.filter(state=Volunteer.State.ASKED).order_by("since", "pk")

    def standing(self):
        """Those who have said that they come, and have not been told no."""
        return self.filter(state__in=Volunteer.STANDING)

    def with_people(self):
        return self.select_related("user")

    def in_order(self):
        return self.order_by("since", "pk")


class Volunteer(models.Model):
    """Somebody who has said that they come, and what they were answered."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for an answer")
        ACCEPTED = "accepted", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        DECLINED = "declined", _("Not this time")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    STANDING = (State.ASKED, State.ACCEPTED, State.WAITING)

    call_out = models.ForeignKey(CallOut, on_delete=models.CASCADE, related_name="volunteers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="volunteering")
    text = models.TextField(_("what they can do"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State)
    language = models.CharField(max_length=2, default="nb")
    # When they last said that they come: their place in the line.
    since = models.DateTimeField(_("said so"), default=timezone.now)
    # Counts up each time the state changes, so that each letter about it is a letter of its own.
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["since", "pk"]
        constraints = [models.UniqueConstraint(fields=["call_out", "user"], name="volunteer_once")]

    def __str__(self):
        return f"{self.user_id} – {self.call_out_id}"

    @property
    def shown_name(self):
        """Their name for the group; never the e-mail address."""
        return self.user.name or str(_("Somebody without a name"))

    @property
    def is_standing(self):
        return self.state in self.STANDING

    @property
    def is_accepted(self):
        return self.state == self.State.ACCEPTED
