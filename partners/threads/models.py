from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.organisations.models import Organisation
from partners.people.models import Person, User


class Talk(models.Model):
    """How one talks about what was said of a page: until when, and who sees the votes.

    It goes for every translation of the page. A page without one is open, and shows votes to who has voted.
    """

    class Counts(models.TextChoices):
        AFTER_VOTE = "after_vote", _("To those who have voted, and to everyone when the page closes")
        AT_ONCE = "at_once", _("To everyone at once")

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="talk", verbose_name=_("said about")
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("After this nobody replies or votes. Leave it empty to keep the page open."),
    )
    counts = models.CharField(
        _("who sees the votes"), max_length=12, choices=Counts, default=Counts.AFTER_VOTE
    )

    class Meta:
        verbose_name = _("conversation about a page")
        verbose_name_plural = _("conversations about pages")
        ordering = ["pk"]

    def __str__(self):
        return self.page.title


def _theirs(user):
    """A condition on replies: those whose words `user` reads before the municipality has seen them."""
    if user.is_authenticated and may_answer(user):
        return Q(pk__isnull=False)
    return Q(author=user) if user.is_authenticated else Q(pk__isnull=True)


class ReplyQuerySet(models.QuerySet):
    def shown(self):
        """Those whose words everybody who sees the input can read."""
        return self.filter(state=Reply.State.SHOWN)

    def readable_by(self, user):
        """What is shown; its author and coordinators also read what waits to be seen by the municipality."""
        return self.filter(Q(state=Reply.State.SHOWN) | (Q(state=Reply.State.WAITING) & _theirs(user)))

    def listed_for(self, user):
        """All that `user` finds in a thread, with the traces of what is hidden or deleted.

        What was never shown leaves no trace to others than its author and coordinators.
        """
        return self.filter(Q(shown_at__isnull=False) | _theirs(user))

    def to_be_seen(self):
        """Those that wait to be seen by the municipality, or have a new text that does."""
        return self.filter(waiting_since__isnull=False)

    def in_thread(self):
        """Everything that a thread shows of a reply, in order; one query for all."""
        names = Mention.objects.filter(reply=models.OuterRef("pk")).order_by().values("name")
        joined = self.select_related("organisation", "quoted").defer("organisation__search")
        return joined.annotate(mentioned_names=ArraySubquery(names)).order_by("pk")


class Reply(models.Model):
    """What a participant says about an input. The author's name is kept as it was when it was said."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be seen by the municipality")
        SHOWN = "shown", _("Shown")
        HIDDEN = "hidden", _("Hidden")
        DELETED = "deleted", _("Deleted by its author")

    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="replies")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(_("name"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    by_municipality = models.BooleanField(_("from the municipality"), default=False)
    text = models.TextField(_("reply"), max_length=4000, blank=True)
    # Words of another reply, or of the input itself when `quoted` is empty.
    quote = models.TextField(_("quote"), max_length=1000, blank=True)
    quoted = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="quoted_in")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SHOWN)
    hidden_because = models.CharField(_("reason"), max_length=300, blank=True)
    # Made by the client, so that sending twice is harmless.
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    language = models.CharField(max_length=2, default="nb")
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    # From when others read it: later than it was written where the municipality sees it first.
    shown_at = models.DateTimeField(_("shown"), default=timezone.now, null=True, editable=False)
    # Since when the municipality should see it, or its new text; empty when it has.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, editable=False)
    waiting_text = models.TextField(_("new text"), max_length=4000, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()
    # Who is called by name in it; `in_thread` fills it in.
    mentioned_names = ()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["input", "id"], name="reply_in_thread"),
            models.Index(
                fields=["waiting_since"],
                condition=Q(waiting_since__isnull=False),
                name="reply_waiting_longest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="hidden") | Q(hidden_because=""), name="reply_hidden_for_a_reason"
            ),
            models.CheckConstraint(condition=~Q(text="") | Q(state="deleted"), name="reply_says_something"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waiting_since__isnull=False),
                name="reply_waits_since_some_time",
            ),
        ]

    def __str__(self):
        # Log entries keep it, whatever becomes of the words.
        return f"#{self.pk}"

    def get_absolute_url(self):
        return f"{self.input.get_absolute_url()}#svar-{self.pk}"

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_waiting(self):
        """The municipality has not seen it yet, on a page where that comes first."""
        return self.state == self.State.WAITING

    @property
    def is_hidden(self):
        return self.state == self.State.HIDDEN

    @property
    def is_forgotten(self):
        """Its author has deleted the account."""
        return self.author_id is None and not self.author_name


class EarlierReply(models.Model):
    """What a reply said before its author changed it, when others had had time to read it."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="earlier_texts")
    text = models.TextField(_("reply"), max_length=4000)
    until = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("earlier text of a reply")
        verbose_name_plural = _("earlier texts of replies")
        ordering = ["until", "pk"]

    def __str__(self):
        return f"#{self.reply_id}"


class Mention(models.Model):
    """Somebody who is called by name in a reply, and was told of it."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # As it stands in the text, after the @.
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "user"], name="mention_once")]

    def __str__(self):
        return f"#{self.reply_id}"


class Vote(models.Model):
    """What one account thinks of an input. One that is taken back stays, empty: it counts the turns.

    A form tells which turn it was made for, so an old one that is sent again changes nothing.
    """

    class Value(models.TextChoices):
        AGREE = "agree", _("Agree")
        DISAGREE = "disagree", _("Disagree")
        PASS = "pass", _("No opinion")

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(_("vote"), max_length=8, choices=Value, blank=True)
    turn = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["input", "user"], name="vote_once")]

    def __str__(self):
        return f"#{self.input_id}"


class Follow(models.Model):
    """Whether somebody wants to hear when others reply to an input. Who has stopped is not asked again."""

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(_("follows"), default=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("followed input")
        verbose_name_plural = _("followed inputs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["input", "user"], name="follow_once")]

    def __str__(self):
        return f"#{self.input_id}"


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome="")

    def about(self, thing):
        """Those about an input itself, or about one reply."""
        if isinstance(thing, Reply):
            return self.filter(reply=thing)
        return self.filter(input=thing, reply=None)


class Report(models.Model):
    """Somebody's word that an input or a reply breaks the rules. Nothing is hidden by it alone."""

    class Reason(models.TextChoices):
        PERSONAL = "personal", _("Personal information about somebody")
        SECRET = "secret", _("Trade secrets")
        RUDE = "rude", _("Harassment, threats or hate")
        FALSE = "false", _("False, or in somebody else’s name")
        SPAM = "spam", _("Advertising or off the subject")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        KEPT = "kept", _("It stays")
        HIDDEN = "hidden", _("It is hidden")
        ASKED = "asked", _("The author is asked to change it")
        GONE = "gone", _("Its author has deleted it")

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="reports")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, related_name="reports")
    reporter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.TextField(_("what is wrong"), max_length=1000, blank=True)
    language = models.CharField(max_length=2, default="nb")
    at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "input"], condition=Q(reply=None), name="report_of_input_once"
            ),
            models.UniqueConstraint(fields=["reporter", "reply"], name="report_of_reply_once"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="report_closed_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(outcome=""), name="report_open")]

    def __str__(self):
        return f"#{self.pk}"


class ExclusionQuerySet(models.QuerySet):
    def in_force(self):
        """Those whose time is not over, and that nobody has lifted."""
        return self.filter(until__gt=timezone.now(), lifted_at=None)

    def of_user(self, user):
        return self.filter(Q(person__user=user) | Q(person__email=user.email.lower()))


class Exclusion(models.Model):
    """The municipality keeps somebody from taking part until a date. It ends by itself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exclusions")
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("from"), default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)
    language = models.CharField(max_length=2, default="nb")

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="exclusion_lasts"),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_in_force(self):
        return self.lifted_at is None and self.until > timezone.now()


class Moderation(models.Model):
    """One act of the municipality in an input's thread: who, when and why; never the words themselves."""

    class Kind(models.TextChoices):
        KEEP = "keep", _("Reports looked at: it stays")
        APPROVE = "approve", _("Seen and shown")
        DECLINE = "decline", _("Seen and not shown")
        HIDE = "hide", _("Hidden")
        RESTORE = "restore", _("Shown again")
        ASK = "ask", _("Author asked to change it")
        REDACT = "redact", _("Words removed")

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="moderations")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, null=True, related_name="moderations")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderations")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"#{self.pk}"
