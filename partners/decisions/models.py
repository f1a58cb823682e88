import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User


class GroupDecisionQuerySet(models.QuerySet):
    def open(self):
        """Those that take votes now."""
        return self.filter(state=GroupDecision.State.OPEN, closes_at__gt=timezone.now())

    def overdue(self):
        """Those whose time is out, and that nobody has closed yet."""
        return self.filter(state=GroupDecision.State.OPEN, closes_at__lte=timezone.now())

    def over(self):
        return self.filter(state=GroupDecision.State.CLOSED) | self.overdue()

    def not_over(self):
        return self.open() | self.drafts()

    def latest_over(self, *, before=None):
        """Those that are over, the latest first; those that stand below the decision `before`."""
        rows = self.over().alias(since=Coalesce("closed_at", "closes_at"))
        if before:
            at = before.over_since
            rows = rows.filter(Q(since__lt=at) | Q(since=at, pk__lt=before.pk))
        return rows.order_by("-since", "-pk")

    def drafts(self):
        return self.filter(state=GroupDecision.State.DRAFT)

    def readable_by(self, member):
        """All of the group but drafts, which are for who began them and for leaders."""
        readable = self.filter(group=member.group_id)
        if member.is_leader:
            return readable
        return readable.filter(~Q(state=GroupDecision.State.DRAFT) | Q(started_by=member.user_id))

    def waiting_for(self, user):
        """Open ones in groups at work that `user` may vote in and has not; none while they are kept out."""
        places = GroupMember.objects.participants().with_exclusion().filter(kept_out_until=None)
        takes_part = places.filter(group=OuterRef("group"), user=user)
        on_roll = DecisionVoter.objects.filter(decision=OuterRef("pk"), user=user)
        has_voted = DecisionVoted.objects.filter(decision=OuterRef("pk"), user=user)
        entitled = Q(electorate=GroupDecision.Electorate.MEMBERS) | Exists(on_roll)
        open_ones = self.open().filter(Exists(takes_part), entitled, ~Exists(has_voted))
        return open_ones.filter(group__state=WorkingGroup.State.ACTIVE)

    def to_review(self):
        """Those whose outcome comes back: its day has come and nobody has looked at it again."""
        due = {"outcome__review_on__lte": timezone.localdate(), "outcome__reviewed_at": None}
        return self.filter(**due)


class GroupDecision(models.Model):
    """A question that a working group decides together, by one of some ways to vote or in a meeting."""

    class Kind(models.TextChoices):
        CONSENT = "consent", _("Consent")
        PROPOSAL = "proposal", _("Proposal")
        COUNT = "count", _("Who is in?")
        SINGLE = "single", _("Choose one")
        SEVERAL = "several", _("Choose several")
        RANKING = "ranking", _("Put in order")
        TIMES = "times", _("Find a time")
        MEETING = "meeting", _("Decided in a meeting")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class Electorate(models.TextChoices):
        ROLL = "roll", _("Those who are members when it opens")
        MEMBERS = "members", _("Everyone who is a member when they vote")

    class Results(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        VOTED = "voted", _("When one has voted")
        CLOSED = "closed", _("When it is closed")

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(_("way to vote"), max_length=8, choices=Kind, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("question"), max_length=160)
    text = models.TextField(_("background"), max_length=4000, blank=True)
    minimum = models.PositiveSmallIntegerField(_("choose at least"), default=1)
    maximum = models.PositiveSmallIntegerField(_("choose at most"), null=True, blank=True)
    electorate = models.CharField(
        _("who may vote"), max_length=7, choices=Electorate, default=Electorate.ROLL
    )
    results = models.CharField(_("results are seen"), max_length=7, choices=Results, default=Results.VOTED)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    closes_at = models.DateTimeField(_("closes"))
    reminder_days = models.PositiveSmallIntegerField(_("reminder, days before"), default=2)
    started_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="started_decisions"
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = GroupDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of a working group")
        verbose_name_plural = _("decisions of working groups")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="group_decision_has_a_title"),
            # Results that grow vote by vote say who voted what, to whoever sees who votes when.
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(results="closed"), name="group_decision_anonymous_is_hidden"
            ),
            models.CheckConstraint(
                condition=Q(anonymous=False) | ~Q(kind__in=["count", "times", "meeting"]),
                name="group_decision_anonymous_kinds",
            ),
            models.CheckConstraint(
                condition=Q(maximum=None) | Q(maximum__gte=F("minimum")), name="group_decision_maximum"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="group_decision_state_when",
            ),
            models.CheckConstraint(
                condition=~Q(kind="meeting") | Q(state="closed"), name="group_decision_of_meeting_is_over"
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(state="open"), name="group_decision_to_close")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("decision", args=[self.group.slug, self.pk])

    @property
    def is_of_meeting(self):
        """Whether it was decided in a meeting: nobody votes, and its outcome says what the minutes say."""
        return self.kind == self.Kind.MEETING

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_open(self):
        """Whether it takes votes: a decision is over at its time, to the second."""
        return self.state == self.State.OPEN and self.closes_at > timezone.now()

    @property
    def is_over(self):
        return self.state == self.State.CLOSED or (
            self.state == self.State.OPEN and self.closes_at <= timezone.now()
        )

    @property
    def over_since(self):
        return self.closed_at or self.closes_at


class DecisionOption(models.Model):
    """What can be chosen. Those of the way to vote have a `code`, proposed times a start and end."""

    CODES = {
        "consent": _("I consent"),
        "concern": _("I consent, with a concern"),
        "block": _("I block"),
        "agree": _("I agree"),
        "abstain": _("I abstain"),
        "disagree": _("I disagree"),
        "yes": _("I am in"),
        "no": _("I am not"),
    }
    PROMPTS = {
        "concern": _("What are you concerned about?"),
        "block": _("What must change?"),
        "disagree": _("What would you rather do?"),
    }

    decision = models.ForeignKey(GroupDecision, on_delete=models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, blank=True)
    text = models.CharField(_("choice"), max_length=120, blank=True)
    # What who chooses this is asked for; a choice that asks wants an answer.
    prompt = models.CharField(_("asks for a reason"), max_length=200, blank=True)
    start = models.DateTimeField(_("from"), null=True, blank=True)
    end = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of a decision")
        verbose_name_plural = _("choices of a decision")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "order"], name="decision_option_order"),
            models.CheckConstraint(
                condition=~Q(code="block") | ~Q(prompt=""), name="decision_option_block_asks_why"
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")), name="decision_option_ends_later"
            ),
            models.CheckConstraint(
                condition=~Q(code="") | ~Q(text="") | Q(start__isnull=False), name="decision_option_says_what"
            ),
        ]

    def __str__(self):
        if self.code:
            return str(self.CODES[self.code])
        return self.when if self.start else self.text

    @property
    def asks(self):
        """Its `prompt` as it is read: a question that nobody wrote is in the reader's language."""
        standard = self.PROMPTS.get(self.code)
        is_standard = standard and self.prompt in _in_all_languages(standard)
        return str(standard) if is_standard else self.prompt

    @property
    def when(self):
        """The time in words, in Norway's time."""
        start, end = timezone.localtime(self.start), timezone.localtime(self.end)
        return f"{date_format(start, 'WEEKDAY_DATETIME_FORMAT')}–{date_format(end, 'TIME_FORMAT')}"


def _in_all_languages(words):
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(str(words))
    return found


class DecisionVoter(models.Model):
    """One line of the roll of those who may vote, where it was frozen when the decision opened."""

    decision = models.ForeignKey(GroupDecision, on_delete=models.CASCADE, related_name="roll")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="decision_rolls")

    class Meta:
        verbose_name = _("entitled to vote")
        verbose_name_plural = _("entitled to vote")
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="decision_voter_once")]

    def __str__(self):
        return f"{self.decision_id}: {self.user_id}"


class DecisionVoted(models.Model):
    """That somebody has voted: a random key and no time. What they voted in an anonymous decision is nowhere
    near it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(GroupDecision, on_delete=models.CASCADE, related_name="voted")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="decisions_voted")

    class Meta:
        verbose_name = _("has voted in a decision")
        verbose_name_plural = _("have voted in a decision")
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="decision_voted_once")]

    def __str__(self):
        return str(self.pk)


class DecisionVote(models.Model):
    """What somebody votes, by name. It stays as a number when the account is gone."""

    decision = models.ForeignKey(GroupDecision, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="decision_votes")
    answer = models.JSONField(_("answer"))
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField(_("voted"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("vote in a decision")
        verbose_name_plural = _("votes in a decision")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "user"], name="decision_vote_once")]

    def __str__(self):
        return f"{self.decision_id}: {self.user_id}"


class SecretBallot(models.Model):
    """One anonymous vote: no voter, no time, and a random key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(GroupDecision, on_delete=models.CASCADE, related_name="secret_ballots")
    answer = models.JSONField(_("answer"))
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("anonymous vote in a decision")
        verbose_name_plural = _("anonymous votes in a decision")
        ordering = ["id"]

    def __str__(self):
        return str(self.pk)


class OutcomeQuerySet(models.QuerySet):
    def coming(self):
        """Those of a time that is still to come and that no meeting is called for, with it and the group."""
        found = self.filter(is_called=False, chosen_option__start__gt=timezone.now())
        return found.select_related("decision__group", "chosen_option").order_by("pk")


class Outcome(models.Model):
    """What came of a decision: who sees to it, and when the group looks at it again."""

    decision = models.OneToOneField(
        GroupDecision, on_delete=models.CASCADE, primary_key=True, related_name="outcome", editable=False
    )
    text = models.TextField(_("outcome"), max_length=4000)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="owned_outcomes"
    )
    review_on = models.DateField(_("looked at again"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("was looked at again"), null=True, blank=True, editable=False)
    # The time that became of a time poll; who takes part gets it in their calendar.
    chosen_option = models.ForeignKey(
        DecisionOption, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Grows with each change of the time, as calendars want it.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # A meeting is called for the time, and keeps its calendar entry from then on.
    is_called = models.BooleanField(default=False, editable=False)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a decision")
        verbose_name_plural = _("outcomes of decisions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outcome_says_something"),
            models.CheckConstraint(
                condition=Q(reviewed_at=None) | Q(review_on__isnull=False), name="outcome_reviewed_of_review"
            ),
            models.CheckConstraint(
                condition=Q(is_called=False) | Q(chosen_option__isnull=False),
                name="outcome_called_for_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}"

    @property
    def owner_name(self):
        """The name of who sees to it, or nothing; never the e-mail address."""
        if self.owner is None:
            return ""
        return self.owner.name or str(_("Somebody without a name"))

    @property
    def can_be_called(self):
        """Whether a time was found that is still to come, and no meeting is called for it."""
        found = self.chosen_option
        return found is not None and not self.is_called and found.start > timezone.now()

    @property
    def is_to_review(self):
        """Whether its day has come and nobody has looked at it again."""
        return (
            self.review_on is not None and self.reviewed_at is None and self.review_on <= timezone.localdate()
        )
