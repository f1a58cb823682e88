"""How the municipality assesses proposals: criteria, reviewers, questions to the proposer, decisions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from partners.people.models import User
from partners.proposals.models import Offer, Proposal, Version
from partners.roles.models import NamedInOrder, Role, in_reader_language

COMPLAINT = (
    "Du kan klage på avgjørelsen innen tre uker fra du fikk dette brevet (forvaltningsloven §§ 28 og 29). "
    "Skriv til kommunen hva du mener er feil, og hvorfor. Du kan be om å få se dokumentene i saken (§ 18)."
)
COMPLAINT_EN = (
    "You can complain about the decision within three weeks from when you got this letter (Public "
    "Administration Act, sections 28 and 29). Write to the municipality what you think is wrong, and why. "
    "You can ask to see the documents of the case (section 18)."
)


@register_setting(icon="doc-full-inverse")
class DecisionWords(BaseGenericSetting):
    """What every decision ends with."""

    complaint = models.TextField(_("right to complain"), max_length=2000, default=COMPLAINT)
    complaint_en = models.TextField(
        _("right to complain, in English"), max_length=2000, blank=True, default=COMPLAINT_EN
    )

    panels = [FieldPanel("complaint"), FieldPanel("complaint_en")]

    class Meta:
        verbose_name = _("letters with decisions")

    @property
    def in_words(self):
        return in_reader_language(self, "complaint")


class Criterion(NamedInOrder):
    """What every proposal is measured by. Settled before the first proposal is opened, and never after."""

    help = models.CharField(_("what it means"), max_length=300, blank=True)
    help_en = models.CharField(_("what it means, in English"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta(NamedInOrder.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)),
                name="criterion_weight",
                violation_error_message=_("The weight is a number from 1 to 100."),
            )
        ]

    @property
    def meaning(self):
        return in_reader_language(self, "help")


class ReviewQuerySet(models.QuerySet):
    def standing(self):
        """Those that have not been taken back."""
        return self.filter(ended_at=None)

    def counting(self):
        """Those whose scores count: of a reviewer without an interest in the outcome."""
        return self.standing().filter(interest=Review.Interest.NONE)

    def waiting_for(self, user):
        """What this reviewer has not finished of open proposals."""
        mine = self.standing().filter(reviewer=user, finished_at=None, proposal__status__in=Proposal.OPEN)
        return mine.exclude(interest=Review.Interest.CONFLICT)


class Review(models.Model):
    """Somebody's assessment of one proposal. Scores and remarks are for those who decide."""

    class Interest(models.TextChoices):
        UNDECLARED = "undeclared", _("Not yet declared")
        NONE = "none", _("No conflict of interest")
        CONFLICT = "conflict", _("Conflict of interest")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="reviews", verbose_name=_("reviewer")
    )
    # An expert outside the municipality, let in to this one proposal by a `ReviewGrant`.
    is_external = models.BooleanField(_("outside the municipality"), default=False)
    # Where somebody without an account was asked; empty once an account has taken the review.
    email = models.EmailField(_("e-mail"), blank=True)
    interest = models.CharField(
        _("conflict of interest"), max_length=10, choices=Interest, default=Interest.UNDECLARED
    )
    interest_text = models.CharField(_("what the interest is"), max_length=500, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True, editable=False)
    remark = models.TextField(_("overall remark"), max_length=4000, blank=True)
    assigned_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "reviewer"], name="review_once"),
            models.UniqueConstraint(
                fields=["proposal", "email"], condition=~Q(email=""), name="review_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(interest="undeclared", declared_at=None)
                | (~Q(interest="undeclared") & Q(declared_at__isnull=False)),
                name="review_declared_when",
            ),
        ]

    def __str__(self):
        return f"{self.who}: {self.proposal.number}"

    @property
    def who(self):
        """The reviewer's name, or the address that was asked."""
        return str(self.reviewer or self.email or _("Former participant"))

    @property
    def is_standing(self):
        return self.ended_at is None

    @property
    def has_interest(self):
        return self.interest == self.Interest.CONFLICT

    @property
    def may_score(self):
        return self.ended_at is None and self.interest == self.Interest.NONE


class Score(models.Model):
    """A reviewer's points for one criterion, of a version."""

    POINTS = range(6)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))
    remark = models.CharField(_("remark"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__order", "criterion__name"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once"),
            models.CheckConstraint(condition=Q(points__range=(0, 5)), name="score_points"),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"


class Message(models.Model):
    """A turn in the talk between municipality and proposer that both see."""

    class Side(models.TextChoices):
        MUNICIPALITY = "municipality", _("The municipality")
        PROPOSER = "proposer", _("The proposer")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="messages")
    side = models.CharField(max_length=12, choices=Side)
    text = models.TextField(_("text"), max_length=4000)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=120, blank=True)
    # Whether the municipality waits for an answer to it.
    wants_answer = models.BooleanField(_("wants an answer"), default=False)
    # Made by the page, so that sending twice is harmless.
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "client_id"], name="message_sent_once")]

    def __str__(self):
        return self.text[:80]


class Clarification(models.Model):
    """Something that one candidate learned and that matters to all: told to every candidate of the role."""

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="clarifications")
    # What it came from; who asked is not told.
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="clarifications")
    question = models.TextField(_("question"), max_length=2000, blank=True)
    text = models.TextField(_("answer"), max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["role", "message"], name="clarification_once")]

    def __str__(self):
        return self.text[:80]


class Told(models.Model):
    """Which candidate got a clarification, and when."""

    clarification = models.ForeignKey(Clarification, on_delete=models.CASCADE, related_name="told")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="told")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("information given")
        verbose_name_plural = _("information given")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["clarification", "proposal"], name="told_once")]

    def __str__(self):
        return f"{self.proposal.number}: {self.clarification}"


class DecisionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def prepared(self):
        return self.filter(published_at=None)


class Decision(models.Model):
    """The municipality's answer to a proposal: a draft until it is published, and then it stands."""

    class Outcome(models.TextChoices):
        ACCEPT = "accept", _("Accept")
        DECLINE = "decline", _("Decline")

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=4000)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    # Counts changes: whoever saves or publishes says which they have seen.
    revision = models.PositiveIntegerField(default=1)
    prepared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["prepared_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason")]

    def __str__(self):
        return f"{self.proposal.number}: {self.get_outcome_display()}"

    @property
    def is_published(self):
        return self.published_at is not None


class DecidedAmount(models.Model):
    """How much of an offer a decision accepts, in the role's unit."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="amounts")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount accepted"), max_digits=7, decimal_places=1)

    class Meta:
        verbose_name = _("accepted amount")
        verbose_name_plural = _("accepted amounts")
        constraints = [
            models.UniqueConstraint(fields=["decision", "offer"], name="decided_amount_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="decided_amount_of_something"),
        ]

    def __str__(self):
        return f"{self.offer.role}: {self.amount}"
