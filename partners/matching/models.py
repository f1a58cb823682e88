from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.people.models import User
from partners.proposals.models import Resource


class Introduction(models.Model):
    """The coordinator's question to two partners whether they want to meet. Neither learns who the other is,
    or what the other has said, before both have said yes."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    need = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="introductions_as_need")
    offer = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="introductions_as_offer")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    need_answer = models.CharField(max_length=3, choices=Answer, blank=True)
    need_answer_at = models.DateTimeField(null=True, blank=True, editable=False)
    need_answer_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    offer_answer = models.CharField(max_length=3, choices=Answer, blank=True)
    offer_answer_at = models.DateTimeField(null=True, blank=True, editable=False)
    offer_answer_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["need", "offer"], name="introduction_once")]

    def __str__(self):
        return f"{self.need} – {self.offer}"

    @property
    def is_mutual(self):
        return self.need_answer == self.offer_answer == self.Answer.YES
