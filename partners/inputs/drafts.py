"""Answers that are not given yet: only those who answer input read them."""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from partners.inputs.models import Input
from partners.people.models import User


class AnswerDraft(models.Model):
    """An answer that somebody works on, to one input or several that are alike. A closed one is history."""

    class Outcome(models.TextChoices):
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    status = models.CharField(_("status"), max_length=12, choices=Input.Status)
    text = models.TextField(_("answer"), max_length=4000)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    # Counts the changes: whoever acts on a draft says which turn they have read.
    turn = models.PositiveIntegerField(default=1)
    # Since when it waits for somebody else to approve it.
    asked_at = models.DateTimeField(_("approval asked for"), null=True)
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    returned_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    returned_at = models.DateTimeField(_("sent back"), null=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(_("closed"), null=True)
    # The version of the page that it is to be given with, as an answer has it.
    version = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    inputs = models.ManyToManyField(Input, through="DraftedInput", related_name="answer_drafts")

    class Meta:
        verbose_name = _("draft answer")
        verbose_name_plural = _("draft answers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["adopted", "partly", "not_adopted", "answered"]),
                name="answer_draft_has_a_verdict",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="answer_draft_closed_with_an_outcome",
            ),
        ]

    def __str__(self):
        # Log entries keep it, and the words are nobody's to read yet.
        return f"#{self.pk}"

    def get_status_display(self):
        return str(Input.Status(self.status).label)

    @property
    def is_open(self):
        return not self.outcome


class DraftedInput(models.Model):
    """An input that a draft is to answer, as it was when the draft was written."""

    draft = models.ForeignKey(AnswerDraft, on_delete=models.CASCADE, related_name="drafted")
    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="drafted")
    # The input's `marker_of`: an answer to something that has changed since is not given.
    seen = models.CharField(max_length=100)
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("drafted input")
        verbose_name_plural = _("drafted inputs")
        ordering = ["input"]
        constraints = [
            models.UniqueConstraint(
                fields=["input"], condition=Q(is_open=True), name="answer_draft_one_for_an_input"
            ),
            models.UniqueConstraint(fields=["draft", "input"], name="answer_draft_has_an_input_once"),
        ]

    def __str__(self):
        return f"#{self.draft_id}: {self.input_id}"


def open_drafts():
    """What is to be fetched with inputs, so that each knows its open draft (`draft_of`) without a query."""
    rows = DraftedInput.objects.filter(is_open=True).select_related("draft__by")
    return Prefetch("drafted", rows, to_attr="open_drafts")


def with_drafts(inputs):
    return inputs.prefetch_related(open_drafts())


def draft_of(input):
    """The open draft of an answer to this input, or None. A query, unless `with_drafts` has read it."""
    if hasattr(input, "open_drafts"):
        return input.open_drafts[0].draft if input.open_drafts else None
    row = input.drafted.filter(is_open=True).select_related("draft__by").first()
    return row and row.draft
