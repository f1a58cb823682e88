import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from partners.decisions.models import GroupDecision
from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User


class GroupMeetingQuerySet(models.QuerySet):
    def of_member(self, user):
        """Those of one's own groups."""
        places = GroupMember.objects.filter(group=OuterRef("group"), user_id=user.pk)
        return self.filter(Exists(places))

    def held(self):
        """Those that are not cancelled."""
        return self.filter(cancelled_at=None)

    def coming(self):
        """Those that are not over, the next one first."""
        return self.held().filter(end__gt=timezone.now()).order_by("start", "pk")

    def not_coming(self, *, before=None):
        """Those that are over or cancelled, the latest first; those that stand below the meeting `before`."""
        rows = self.filter(Q(end__lte=timezone.now()) | Q(cancelled_at__isnull=False))
        if before:
            rows = rows.filter(Q(start__lt=before.start) | Q(start=before.start, pk__lt=before.pk))
        return rows.order_by("-start", "-pk")

    def approved(self):
        return self.filter(approved_at__isnull=False)

    def unapproved(self):
        return self.held().filter(approved_at=None)


class GroupMeeting(models.Model):
    """A meeting of a working group, with an agenda and minutes that its members write together."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("title"), max_length=120)
    start = models.DateTimeField(_("starts"))
    end = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    video_link = models.URLField(_("video link"), max_length=500, blank=True)
    # The time poll that found its time, if any: there is one meeting of it, with the entry that it had.
    found_by = models.OneToOneField(
        GroupDecision, on_delete=models.RESTRICT, null=True, related_name="meeting", editable=False
    )
    # How often its time or place has changed: what calendars know the latest entry by.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("called"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    # The minutes while they are written: everything up to the row `compacted` in one state, and the number
    # of the latest row.
    state = models.BinaryField(default=bytes, editable=False)
    compacted = models.PositiveIntegerField(default=0, editable=False)
    number = models.PositiveIntegerField(default=0, editable=False)
    # The minutes as they were approved.
    minutes = models.TextField(pgettext_lazy("of a meeting", "minutes"), blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # As it was when they approved.
    approver_name = models.CharField(max_length=150, blank=True, editable=False)

    objects = GroupMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting of a group")
        verbose_name_plural = _("meetings of groups")
        ordering = ["-start", "-pk"]
        indexes = [models.Index(fields=["group", "start"], name="group_meeting_start")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="group_meeting_has_a_title"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="group_meeting_ends_after_it_starts",
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(minutes="") | Q(approved_at__isnull=False),
                name="group_meeting_minutes_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(cancelled_at=None),
                name="group_meeting_approved_was_held",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("group_meeting", args=[self.pk])

    @property
    def is_cancelled(self):
        return self.cancelled_at is not None

    @property
    def is_approved(self):
        return self.approved_at is not None

    @property
    def is_over(self):
        return self.end <= timezone.now()

    @property
    def is_on_several_days(self):
        """Whether it ends on another day than it starts, in Norway."""
        return timezone.localdate(self.start) != timezone.localdate(self.end)


class MeetingAnswer(models.Model):
    """Whether a member comes to a meeting."""

    class Comes(models.TextChoices):
        YES = "yes", _("Yes, I come")
        MAYBE = "maybe", _("Maybe")
        NO = "no", _("No, I cannot come")

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    comes = models.CharField(_("whether they come"), max_length=5, choices=Comes)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a meeting")
        verbose_name_plural = _("answers to meetings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="meeting_answer_once")]

    def __str__(self):
        return f"{self.user_id} – {self.meeting_id}: {self.comes}"


class AgendaItem(models.Model):
    """One thing that a meeting is to talk about."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="agenda")
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what it is about"), max_length=2000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    who = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    # What it was made of: an open topic of the group by its key, or an item of an earlier meeting.
    source = models.CharField(max_length=60, blank=True, editable=False)
    # Its address in the main language.
    source_url = models.CharField(max_length=200, blank=True, editable=False)
    # Said when the minutes are approved: it goes on to the next meeting.
    is_left_open = models.BooleanField(_("goes on to the next meeting"), default=False)

    class Meta:
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.UniqueConstraint(
                fields=["meeting", "source"], condition=~Q(source=""), name="agenda_source_once"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def source_link(self):
        """Where what it was made of is, in the active language."""
        language = get_language()
        with override(settings.LANGUAGE_CODE):
            return translate_url(self.source_url, language)


class MinutesUpdate(models.Model):
    """One change of minutes, as the CRDT has it.

    What is compacted keeps its row for a while, without content, so that what is sent again late is known.
    """

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="updates")
    number = models.PositiveIntegerField()
    client_id = models.UUIDField()
    content = models.BinaryField()
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of minutes")
        verbose_name_plural = _("changes of minutes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_update_number"),
            models.UniqueConstraint(fields=["meeting", "client_id"], name="minutes_update_once"),
        ]

    def __str__(self):
        return f"{self.meeting_id}/{self.number}"


class MinutesReplica(models.Model):
    """Whose a copy of the minutes is: nobody else may write in its name."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="replicas")
    replica = models.BigIntegerField()
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("copy of minutes")
        verbose_name_plural = _("copies of minutes")
        constraints = [models.UniqueConstraint(fields=["meeting", "replica"], name="minutes_replica_once")]

    def __str__(self):
        return f"{self.meeting_id}/{self.replica}"


class MarkedLine(models.Model):
    """A decision or a task that was marked in minutes when they were approved."""

    class Kind(models.TextChoices):
        DECISION = "decision", pgettext_lazy("of a meeting", "Decision")
        TASK = "task", _("Task")

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="marked_lines")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    text = models.TextField(_("text"))
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # As it was written; goes with the account.
    owner_name = models.CharField(max_length=150, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    # What became of it among the group's decisions.
    decision = models.OneToOneField(
        GroupDecision, on_delete=models.SET_NULL, null=True, related_name="line", editable=False
    )
    position = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("marked line of minutes")
        verbose_name_plural = _("marked lines of minutes")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="marked_line_position")]

    def __str__(self):
        return self.text


class Correction(models.Model):
    """What is said of approved minutes afterwards; the minutes themselves stand."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="corrections")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)
    text = models.TextField(_("text"), max_length=2000)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.meeting_id}: {self.pk}"
