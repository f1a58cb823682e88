from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.people.models import User


class ReplyAddress(models.Model):
    """Where one person answers by mail what is said in one place.

    The secret in the address is made from this row and the installation's key, and kept nowhere. One more in
    `serial`, and it is another.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="reply_addresses")
    place = models.CharField(_("place"), max_length=60)
    serial = models.PositiveIntegerField(default=1)
    # Later with each letter that carries it.
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("reply address")
        verbose_name_plural = _("reply addresses")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="reply_address_once")]

    def __str__(self):
        return f"{self.user_id} – {self.place}"


class MailReplyQuerySet(models.QuerySet):
    def held(self):
        return self.filter(state=MailReply.State.HELD).select_related("user").order_by("received_at", "pk")


class MailReply(models.Model):
    """An answer that came by mail, and what became of it. Its words are kept while it is held, no longer."""

    class State(models.TextChoices):
        POSTED = "posted", _("Posted")
        HELD = "held", _("Held")
        REFUSED = "refused", _("Not taken")
        DISCARDED = "discarded", _("Discarded")

    class Reason(models.TextChoices):
        """Why it was not posted at once."""

        UNKNOWN_SENDER = "sender", _("It came from an address that is not theirs")
        NOT_AUTHENTICATED = "unproven", _("Nothing shows that it came from where it says")
        UNREADABLE = "unreadable", _("It could not be read")
        EMPTY = "empty", _("Nothing was left when quotes and signature were taken away")
        TOO_LONG = "too_long", _("It is too long for a post")
        UNSURE = "unsure", _("Their own words could not be told from what they quote")
        NOT_ALLOWED = "not_allowed", _("They may not write there")
        EXPIRED = "expired", _("The address to answer to is too old")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_replies")
    place = models.CharField(_("place"), max_length=60)
    # A digest of the address that was written to and the Message-ID.
    key = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=9, choices=State)
    reason = models.CharField(_("why"), max_length=11, choices=Reason, blank=True)
    sender = models.CharField(_("from"), max_length=254, blank=True)
    text = models.TextField(_("text"), blank=True)
    has_files = models.BooleanField(_("files came with it"), default=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    objects = MailReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer by e-mail")
        verbose_name_plural = _("answers by e-mail")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="mail_reply_once"),
            models.CheckConstraint(
                condition=Q(state="held") | Q(text="", sender=""), name="mail_reply_words_while_held"
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(state="held"), name="mail_reply_held"),
        ]

    def __str__(self):
        # Log entries keep it, whatever becomes of the words.
        return f"#{self.pk}"

    @property
    def is_theirs(self):
        """Whether it was shown to come from the person whose address was answered to."""
        return self.reason not in (self.Reason.UNKNOWN_SENDER, self.Reason.NOT_AUTHENTICATED)
