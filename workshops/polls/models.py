import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.roles.models import Role
from workshops.live.models import Activity, Participant


class Poll(models.Model):
    """A question that all in the room answer at once. Its words are the activity's title."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One choice")
        SEVERAL = "several", _("Several choices")
        SCALE = "scale", _("A scale from 1 to 5")
        RATING = "rating", _("Several statements, each from 1 to 5")
        WORDS = "words", _("Words of one’s own")
        RANKING = "ranking", _("Put in order")
        ROLES = "roles", _("Which roles could you take?")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="poll", editable=False
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT, editable=False)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    hides_results = models.BooleanField(_("results hidden until closed"), default=False)
    low_label = models.CharField(_("what 1 means"), max_length=60, blank=True)
    high_label = models.CharField(_("what 5 means"), max_length=60, blank=True)
    stars = models.BooleanField(_("shown as stars"), default=False)
    # How many people in the room answered on paper, where that is more than the sum of what they chose.
    paper_voters = models.PositiveIntegerField(default=0, editable=False)
    # A push of results tells of all the votes since the last one.
    told_at = models.DateTimeField(null=True, editable=False)
    is_untold = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        constraints = [
            # Results that grow vote by vote say who voted what, to whoever sees who votes when.
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(hides_results=True), name="poll_anonymous_is_hidden"
            ),
            models.CheckConstraint(
                condition=Q(anonymous=False) | ~Q(kind="roles"), name="poll_roles_is_not_anonymous"
            ),
        ]
        indexes = [models.Index(fields=["is_untold"], condition=Q(is_untold=True), name="poll_untold")]

    def __str__(self):
        return self.activity.title

    @property
    def room(self):
        return self.activity.room

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_closed(self):
        return self.state == self.State.CLOSED

    @property
    def shows_results(self):
        """Whether anybody, the facilitator too, sees how the votes fall."""
        return self.is_closed or (self.is_open and not self.hides_results)

    @property
    def desk_url(self):
        return reverse("poll_desk", args=[self.room.code, self.pk])


class Choice(models.Model):
    """What can be chosen, rated or put in order."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("text"), max_length=120)
    role = models.ForeignKey(Role, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["poll", "order"], name="choice_order")]

    def __str__(self):
        return str(self.role) if self.role else self.text


class Voted(models.Model):
    """That somebody has voted. What they voted in an anonymous poll is nowhere near it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voted")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        constraints = [models.UniqueConstraint(fields=["poll", "participant"], name="voted_once")]

    def __str__(self):
        return str(self.pk)


class Ballot(models.Model):
    """One vote: no time, and a random key. In an anonymous poll it is nobody's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, null=True, related_name="ballots")
    answer = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["poll", "participant"], name="ballot_once")]

    def __str__(self):
        return str(self.pk)


class PaperCount(models.Model):
    """How many in the room chose something on paper, as a facilitator counted."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="paper")
    key = models.CharField(max_length=20)
    number = models.PositiveIntegerField(_("number"), validators=[MaxValueValidator(9999)])

    class Meta:
        verbose_name = _("votes on paper")
        verbose_name_plural = _("votes on paper")
        constraints = [models.UniqueConstraint(fields=["poll", "key"], name="paper_count_once")]

    def __str__(self):
        return f"{self.key}: {self.number}"


class HiddenWord(models.Model):
    """A word that a facilitator has taken off the screen, as it is counted."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="hidden_words")
    word = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("hidden word")
        verbose_name_plural = _("hidden words")
        constraints = [models.UniqueConstraint(fields=["poll", "word"], name="hidden_word_once")]

    def __str__(self):
        return self.word


class RoleInterest(models.Model):
    """A participant could think of taking a role. It follows the person into a proposal."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="interests")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="interests")
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="interests")
    as_developer = models.BooleanField(_("as development partner"), default=False)
    as_participant = models.BooleanField(_("as participant in the final concept"), default=False)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("interest in a role")
        verbose_name_plural = _("interests in roles")
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant", "role"], name="role_interest_once"),
            models.CheckConstraint(
                condition=Q(as_developer=True) | Q(as_participant=True), name="role_interest_says_how"
            ),
        ]

    def __str__(self):
        return f"{self.participant}: {self.role}"
