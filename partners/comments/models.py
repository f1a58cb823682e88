from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from partners.inputs.models import Input, Theme
from partners.people.models import User


class BlockText(models.Model):
    """What a block of a page has said at some time: kept when somebody comments on it.

    A block is known by its id and by the key that a page shares with its translations: a copy of the page has
    another key, and so none of the comments.
    """

    translation_key = models.UUIDField()
    block = models.UUIDField()
    digest = models.CharField(max_length=64)
    block_type = models.CharField(max_length=40)
    text = models.TextField(_("text"), blank=True)
    seen_at = models.DateTimeField(_("seen"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("text of a block")
        verbose_name_plural = _("texts of blocks")
        constraints = [
            models.UniqueConstraint(fields=["translation_key", "block", "digest"], name="block_text_once")
        ]

    def __str__(self):
        return self.text[:80]


class EarlierText(models.Model):
    """What a comment said before its giver changed or withdrew it."""

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="earlier_texts")
    text = models.TextField(_("text"))
    until = models.DateTimeField(_("until"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["until", "pk"]

    def __str__(self):
        return self.text[:80]


class CommentPeriod(models.Model):
    """When a page, with its translations, takes comments, and which phase of the work that is.

    A page without one takes comments until its deadline for input, or for ever.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    phase = models.CharField(_("phase"), max_length=160, blank=True)
    phase_en = models.CharField(_("phase in English"), max_length=160, blank=True)
    seen_first = models.BooleanField(
        _("input is shown when the municipality has seen it"),
        default=False,
        help_text=_(
            "New comments and replies wait until somebody has looked at them. What is shown already stays."
        ),
    )

    class Meta:
        verbose_name = _("comment period")
        verbose_name_plural = _("comment periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=models.F("opens_at")),
                name="comments_close_after_they_open",
                violation_error_message=_("It must close after it opens."),
            )
        ]

    def __str__(self):
        return (get_language() or "").startswith("en") and self.phase_en or self.phase


class Words(models.Model):
    """What somebody wants to say about a page or a block of it, before it is an `Input`."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    block = models.UUIDField(null=True)
    written_to = models.ForeignKey(BlockText, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=Input.Kind)
    text = models.TextField(_("comment"), max_length=4000)
    quote = models.CharField(_("quote"), max_length=600, blank=True)
    quote_before = models.CharField(max_length=64, blank=True)
    quote_after = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text[:80]


class HeldComment(Words):
    """A guest's comment that waits until the link in a letter is followed. Then it becomes an `Input`."""

    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail"))
    visibility = models.CharField(_("who can see it"), max_length=12, choices=Input.Visibility)
    shown_as = models.CharField(_("shown as"), max_length=12, choices=Input.ShownAs)
    language = models.CharField(max_length=2, default="nb")
    # The same words from the same address about the same place are one.
    client_id = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    input = models.ForeignKey(Input, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("unconfirmed comment")
        verbose_name_plural = _("unconfirmed comments")
        indexes = [models.Index(fields=["created_at"], name="held_comment_oldest")]


class CommentDraft(models.Model):
    """What somebody signed in has begun to write about a page or a block of it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    block = models.UUIDField(null=True)
    text = models.TextField(_("draft"), max_length=4000)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of a comment")
        verbose_name_plural = _("drafts of comments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "block"], nulls_distinct=False, name="comment_draft_once"
            )
        ]

    def __str__(self):
        return self.text[:80]
