from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Input
from workshops.live.models import Activity, Participant


class AudienceQuestion(models.Model):
    """A question that somebody in the room asks. What it says, and who asks unless anonymous, is its `Input`.

    No way leads from here to a participant: who asks anonymously is not even known to the database.
    """

    input = models.OneToOneField(
        Input, on_delete=models.CASCADE, primary_key=True, related_name="audience_question"
    )
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="audience_questions")

    class Meta:
        verbose_name = _("question from the room")
        verbose_name_plural = _("questions from the room")

    def __str__(self):
        return str(self.input)


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
