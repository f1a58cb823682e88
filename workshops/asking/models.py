from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Input
from workshops.live.models import Activity, Participant


class AudienceQuestion(models.Model):
    """A question that somebody in the room asks. What it says, and who asks unless anonymous, is its `Input`.

    No way leads from here to a participant: who asks anonymously is not even known to the database.
    How far it has come in the meeting is one `stage`; that it is hidden is said by its input.
    """

    class Stage(models.TextChoices):
        ASKED = "asked", _("Not taken up yet")
        SHORTLISTED = "shortlisted", _("Shortlisted")
        LIVE = "live", _("Being answered now")
        ANSWERED = "answered", _("Answered in the meeting")

    input = models.OneToOneField(
        Input, on_delete=models.CASCADE, primary_key=True, related_name="audience_question"
    )
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="audience_questions")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.ASKED, editable=False)
    # What was said in the room, as who leads wrote it down.
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("question from the room")
        verbose_name_plural = _("questions from the room")
        constraints = [
            models.UniqueConstraint(fields=["activity"], condition=Q(stage="live"), name="question_one_live"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(stage="answered"), name="question_answer_of_answered"
            ),
        ]

    def __str__(self):
        return str(self.input)

    @property
    def is_open(self):
        """Whether it still waits to be answered in the meeting."""
        return self.stage in (self.Stage.ASKED, self.Stage.SHORTLISTED)

    @property
    def is_live(self):
        return self.stage == self.Stage.LIVE

    @property
    def is_answered(self):
        return self.stage == self.Stage.ANSWERED


class Upvote(models.Model):
    """Somebody in the room wants to hear the answer, too."""

    question = models.ForeignKey(AudienceQuestion, on_delete=models.CASCADE, related_name="upvotes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="upvotes")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("upvote")
        verbose_name_plural = _("upvotes")
        constraints = [models.UniqueConstraint(fields=["question", "participant"], name="upvote_once")]

    def __str__(self):
        return f"{self.question_id}: {self.participant_id}"


class Hand(models.Model):
    """A participant who asks for the floor: waiting, then speaking, then lowered."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hands")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="hands")
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    called_at = models.DateTimeField(null=True, editable=False)
    lowered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("raised hand")
        verbose_name_plural = _("raised hands")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "participant"], condition=Q(lowered_at=None), name="hand_up_once"
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(lowered_at=None, called_at__isnull=False),
                name="hand_one_speaks",
            ),
        ]

    def __str__(self):
        return f"{self.activity_id}: {self.participant_id}"
