import uuid
from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.groups.models import WorkingGroup
from partners.people.models import User
from portal.ordering import LAST

# How long a finished task stands on the board and in the lists.
SHOWN_FINISHED = timedelta(days=30)


class TaskQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=Task.UNFINISHED)

    def at_work(self):
        """Those of groups that are not archived."""
        return self.filter(group__state=WorkingGroup.State.ACTIVE)

    def owned_by(self, user):
        return self.filter(owner=user)

    def overdue(self):
        """Unfinished, and due before today."""
        return self.unfinished().filter(due__lt=timezone.localdate())

    def lately(self):
        """Unfinished ones, and those that were finished not long ago."""
        return self.filter(Q(finished_at=None) | Q(finished_at__gte=timezone.now() - SHOWN_FINISHED))

    def with_people(self):
        return self.select_related("owner", "group")

    def in_order(self):
        """What is due first stands first; what has no date last."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")

    def as_arranged(self):
        """As the group has put them in the columns of its board."""
        return self.order_by("position", "pk")


class Task(models.Model):
    """Something that a working group has to do."""

    class State(models.TextChoices):
        OPEN = "open", _("Not begun")
        DOING = "doing", _("In progress")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    UNFINISHED = (State.OPEN, State.DOING)

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("what is to be done"), max_length=120)
    text = models.TextField(_("more about it"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="group_tasks",
        verbose_name=_("who does it"),
    )
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.OPEN)
    # Where it stands among the group's tasks in the same state.
    position = models.PositiveIntegerField(default=LAST, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    # The post, minutes or decision that it came from.
    source_type = models.ForeignKey(
        ContentType, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source_id = models.PositiveBigIntegerField(null=True, blank=True)
    source = GenericForeignKey("source_type", "source_id")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    # Counts up with each change: who saves says which they have seen, and letters are told apart by it.
    revision = models.PositiveIntegerField(default=0, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = [F("due").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["group", "state"], name="task_of_group"),
            models.Index(fields=["source_type", "source_id"], name="task_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="task_has_a_title"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "doing"], finished_at=None)
                | Q(state__in=["done", "dropped"], finished_at__isnull=False),
                name="task_finished_when",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("task", args=[self.group.slug, self.pk])

    @property
    def is_unfinished(self):
        return self.state in self.UNFINISHED

    @property
    def is_overdue(self):
        return bool(self.is_unfinished and self.due and self.due < timezone.localdate())

    @property
    def owner_name(self):
        """The owner's name for the others, or nothing while nobody has it; never the e-mail address."""
        if self.owner is None:
            return ""
        return self.owner.name or str(_("Somebody without a name"))
