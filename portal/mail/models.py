from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Letter.State.WAITING)

    def due(self, now=None):
        """Waiting letters whose time has come and that no worker has in hand: urgent first, then oldest."""
        now = now or timezone.now()
        unclaimed = models.Q(claimed_until=None) | models.Q(claimed_until__lte=now)
        return self.waiting().filter(unclaimed, send_after__lte=now).order_by("-urgent", "send_after", "pk")

    def finished(self):
        """Letters that nobody will send any more."""
        return self.exclude(state=Letter.State.WAITING)

    def failed(self):
        return self.filter(state=Letter.State.FAILED)


class Letter(models.Model):
    """One mail to one mailbox, written in the transaction of the fact it tells of.

    `kind` names the writer that composes it when it is due (`portal.mail.kinds`), from the ids in `data`,
    so a letter tells the truth of the moment it is sent. What was sent is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        VOID = "void", _("No longer needed")

    kind = models.CharField(max_length=60)
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, default="nb")
    data = models.JSONField(default=dict)
    # What the letter is about ("signup:12", "workshop:3"): moves and voids find their letters by it.
    about = models.CharField(max_length=60, blank=True)
    dedupe_key = models.CharField(max_length=160)
    message_id = models.CharField(max_length=160)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    send_after = models.DateTimeField(_("send after"), default=timezone.now)
    # Somebody sits and waits for it, as for a sign-in code: it passes the letters that go to many.
    urgent = models.BooleanField(_("urgent"), default=False)
    # While a worker has the letter in hand no other takes it; a killed worker lets go when this passes.
    claimed_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("what the mail server said"), blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        # Constraints rather than unique fields, which would carry an index for LIKE that nothing asks.
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key"], name="letter_dedupe_key_once"),
            models.UniqueConstraint(fields=["message_id"], name="letter_message_id_once"),
        ]
        indexes = [
            models.Index(
                fields=["-urgent", "send_after", "id"],
                condition=models.Q(state="waiting"),
                name="letter_due",
            ),
            models.Index(fields=["about", "kind"], name="letter_about"),
            models.Index(fields=["state", "-created_at"], name="letter_state"),
        ]

    def __str__(self):
        return f"{self.kind} → {self.to}"
