from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page, Revision

from partners.organisations.models import Membership
from partners.people.models import Person, User
from partners.searching import prefix_query
from portal.files import HandedIn
from portal.markdown import light_text
from portal.storage import private_files


class Theme(models.Model):
    """What an input is about; one list for the programme."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "name"]

    def __str__(self):
        return (get_language() or "").startswith("en") and self.name_en or self.name


class Question(Orderable):
    """Something that participants are asked on a page; each answer becomes an `Input`."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
        help_text=_("Answers get this theme; the coordinator can change it."),
    )

    panels = [FieldPanel("text"), FieldPanel("help_text"), FieldPanel("theme")]

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.text

    def in_each_language(self):
        """This question on each translation of its page: the one in the same place."""
        pages = Page.objects.filter(translation_key=self.page.translation_key).order_by()
        same = Question.objects.filter(page__in=pages, sort_order=self.sort_order)
        return {self.pk, *same.values_list("pk", flat=True)}


# Said to everyone, and neither hidden nor waiting to be seen by the municipality. The conditions are those of
# the index `input_public_newest`.
SHOWN = ~Q(status="hidden") & ~Q(status="waiting")
PUBLIC = Q(visibility="everyone") & SHOWN
TO_PARTNERS = Q(visibility="partners") & SHOWN
# So many matches of a search are quicker to sort than to meet on the way from the newest input.
FEW = 500


class InputQuerySet(models.QuerySet):
    def public(self):
        """What everyone may read: said to everyone, seen where that is needed, and not hidden."""
        return self.filter(PUBLIC)

    def for_partners(self):
        """What partners may read besides: said to everyone or to them, and shown as what is public."""
        return self.filter(PUBLIC | TO_PARTNERS)

    def visible_to(self, user):
        """What `user` may read: what is public, what they gave, and all of it for a coordinator.

        Who acts for an approved organisation also reads what was said to partners.
        """
        if not user.is_authenticated:
            return self.public()
        if user.has_perm("partners.answer_input"):
            return self
        return self.filter(
            PUBLIC
            | Q(giver__user=user)
            | (TO_PARTNERS & Exists(Membership.objects.acting().filter(user=user)))
        )

    def received(self):
        """Without those that wait to be seen by the municipality: these count nowhere yet."""
        return self.exclude(status=Input.Status.WAITING)

    def to_be_seen(self):
        """Those that wait to be seen by the municipality, or have a new text that does."""
        return self.filter(waiting_since__isnull=False)

    def with_words(self):
        """Those that nobody has taken back."""
        return self.filter(withdrawn_at=None)

    def unanswered(self):
        """Those that wait for an answer: what was withdrawn does not."""
        return self.filter(status__in=[Input.Status.NEW, Input.Status.CONSIDERING], withdrawn_at=None)

    def answered(self):
        return self.filter(status__in=Input.ANSWERED)

    def about(self, page):
        """What was said about a page, on whichever of its translations."""
        pages = Page.objects.filter(translation_key=page.translation_key).order_by()
        return self.filter(page__in=list(pages.values_list("pk", flat=True)))

    def matching(self, words):
        """Full-text search: every word, inflected or as the beginning of a longer one. One query.

        PostgreSQL cannot guess how rare the beginning of a word is, and would read every row from the newest
        on to find the few that hold a rare one. So the index is asked first.
        """
        query = prefix_query(words)
        if query is None:
            return self
        matches = Input.objects.filter(search=query).order_by()
        few = list(matches.values_list("pk", flat=True)[: FEW + 1])
        return self.filter(pk__in=few) if len(few) <= FEW else self.filter(search=query)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")

    def oldest_first(self):
        return self.order_by("created_at", "pk")

    def for_list(self):
        """Everything a list row shows, without a query per row."""
        pages = Prefetch("page", Page.objects.select_related("locale"))
        rows = self.select_related("theme", "written_to")
        return rows.prefetch_related(pages, "answers").defer("search")


class Input(models.Model):
    """Anything a participant says about the concept, wherever it was said."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be seen by the municipality")
        NEW = "new", _("Received")
        CONSIDERING = "considering", _("Being considered")
        ADOPTED = "adopted", _("Adopted")
        PARTLY = "partly", _("Partly adopted")
        NOT_ADOPTED = "not_adopted", _("Not adopted")
        ANSWERED = "answered", _("Answered")
        HIDDEN = "hidden", _("Hidden")

    class Visibility(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        PARTNERS = "partners", _("Partners and the municipality")
        MUNICIPALITY = "municipality", _("Only the municipality")

    class ShownAs(models.TextChoices):
        NAME = "name", _("My name")
        ORGANISATION = "organisation", _("My organisation")
        ANONYMOUS = "anonymous", _("Anonymous to the public")

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        SUCCESS = "success", _("What must be in place to succeed")
        NEED = "need", _("Need")
        QUESTION = "question", _("Question")
        IDEA = "idea", _("Idea")

    ANSWERED = [Status.ADOPTED, Status.PARTLY, Status.NOT_ADOPTED, Status.ANSWERED]

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="inputs", verbose_name=_("about"))
    question = models.ForeignKey(
        Question,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inputs",
        # Served by the index that also orders.
        db_index=False,
        verbose_name=_("question"),
    )
    # What was asked when the answer was given: the question may be rewritten later.
    question_text = models.CharField(_("question"), max_length=300, blank=True)
    # What a comment on a page is; empty for what was said elsewhere, which is plain text.
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, blank=True)
    # The block of the page, on whichever of its translations; none is the page as a whole.
    block = models.UUIDField(null=True, blank=True, editable=False)
    # What the block said when the input was given.
    written_to = models.ForeignKey(
        "partners.BlockText", on_delete=models.PROTECT, null=True, related_name="inputs", editable=False
    )
    # Words of the block, with what stood around them: so that they are found again.
    quote = models.CharField(_("quote"), max_length=600, blank=True)
    quote_before = models.CharField(max_length=64, blank=True, editable=False)
    quote_after = models.CharField(max_length=64, blank=True, editable=False)
    text = models.TextField(_("input"), max_length=4000)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inputs",
        verbose_name=_("theme"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.NEW)
    visibility = models.CharField(_("who can see it"), max_length=12, choices=Visibility)
    shown_as = models.CharField(_("shown as"), max_length=12, choices=ShownAs, default=ShownAs.NAME)
    giver = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="inputs")
    giver_name = models.CharField(_("name"), max_length=120, blank=True)
    giver_organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    # Its giver has closed the account: the input stays, and nobody knows whose it was. Without a time, which
    # would join what one person said.
    is_forgotten = models.BooleanField(_("giver is forgotten"), default=False, editable=False)
    # Who in the municipality works on it; nobody else is shown that.
    assignee = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_inputs",
        verbose_name=_("handled by"),
    )
    language = models.CharField(max_length=2, default="nb")
    # Made by the client, so that sending twice is harmless.
    client_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    # Since when the municipality should see it, on a page where that comes first; empty when it has.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, editable=False)
    # What its giver wants a shown one to say instead: it says so once the municipality has seen it.
    waiting_text = models.TextField(_("new text"), max_length=4000, blank=True, editable=False)
    # Its giver took it back after somebody had answered: the words are with the municipality alone.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("text", "question_text", config="norwegian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = InputQuerySet.as_manager()
    # What a list says of it beside what it holds itself; `sections.mark` fills it in.
    marks = ()

    class Meta:
        verbose_name = _("input")
        verbose_name_plural = _("inputs")
        ordering = ["-created_at", "-pk"]
        permissions = [("answer_input", _("Can read, answer and hide all input"))]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="input_newest"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=PUBLIC,
                name="input_public_newest",
            ),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(
                    visibility="everyone", status__in=["adopted", "partly", "not_adopted", "answered"]
                ),
                name="input_public_answered",
            ),
            models.Index(fields=["theme", "-created_at", "-id"], name="input_theme_newest"),
            models.Index(fields=["page", "-created_at", "-id"], name="input_page_newest"),
            models.Index(fields=["status", "-created_at", "-id"], name="input_status_newest"),
            models.Index(fields=["question", "-created_at", "-id"], name="input_question_newest"),
            models.Index(
                fields=["block", "created_at", "id"],
                condition=Q(block__isnull=False),
                name="input_block_oldest",
            ),
            models.Index(
                fields=["waiting_since"],
                condition=Q(waiting_since__isnull=False),
                name="input_waiting_longest",
            ),
            GinIndex(fields=["search"], name="input_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(block=None, written_to=None, quote="")
                | Q(block__isnull=False, written_to__isnull=False),
                name="input_block_with_its_text",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="input_waits_since_some_time",
            ),
            models.CheckConstraint(
                condition=Q(is_forgotten=False) | Q(giver=None, giver_name=""),
                name="input_forgotten_is_nobodys",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("input_detail", args=[self.pk])

    def get_status_display(self):
        # Django's own reads every choice in the reader's language first, and lists show many inputs.
        return str(self.Status(self.status).label)

    @property
    def words(self):
        """Its text as plain words, for titles and excerpts: comments may hold light Markdown. Not escaped."""
        return light_text(self.text) if self.kind else self.text

    @property
    def is_answered(self):
        return self.status in self.ANSWERED

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def is_waiting(self):
        """The municipality has not seen it yet, on a page where that comes first."""
        return self.status == self.Status.WAITING

    @property
    def is_shown(self):
        """To whoever it was said to: neither hidden nor waiting to be seen."""
        return self.status not in (self.Status.HIDDEN, self.Status.WAITING)

    @property
    def is_public(self):
        return self.visibility == self.Visibility.EVERYONE and self.is_shown

    @property
    def giver_in_words(self):
        """Who gave it, as the municipality knows them; empty when they never said who they are."""
        name = gettext("Former participant") if self.is_forgotten else self.giver_name
        return ", ".join(filter(None, [name, self.giver_organisation]))

    @property
    def public_name(self):
        """The giver as the public may know them; empty when anonymous, or when they have taken it back."""
        if self.is_withdrawn or self.shown_as == self.ShownAs.ANONYMOUS:
            return ""
        if self.shown_as == self.ShownAs.ORGANISATION and not self.is_forgotten:
            return self.giver_organisation
        return self.giver_in_words


class Answer(models.Model):
    """The municipality's official answer to an input. A later answer is a new row; none is edited away."""

    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(_("status"), max_length=12, choices=Input.Status)
    text = models.TextField(_("answer"), max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by"))
    # Who read it before it was published, where two must agree.
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    at = models.DateTimeField(_("answered"), default=timezone.now, editable=False)
    # The version of the page that it was given with: what that version takes up of what people said.
    version = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["adopted", "partly", "not_adopted", "answered"]),
                name="answer_has_a_verdict",
            )
        ]

    def __str__(self):
        return self.text[:80]

    def get_status_display(self):
        return str(Input.Status(self.status).label)


class InputFile(HandedIn):
    """A file that goes with an input. Of one that is erased the row stays: that it was there."""

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(storage=private_files, upload_to="inputs/%Y/")
    erased_at = models.DateTimeField(null=True, editable=False)
    # The municipality's reason; none when its giver is forgotten.
    erased_because = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["input", "sha256"], name="input_file_once"),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(file="") | Q(erased_at__isnull=False, file="", name=""),
                name="input_file_there_or_erased",
            ),
        ]

    def get_absolute_url(self):
        return reverse("input_file", args=[self.input_id, self.pk])


class Remark(models.Model):
    """What those who answer input write to each other about one; nobody else reads it."""

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(_("remark"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class StatusChange(models.Model):
    """One step in the life of an input; together they are its history."""

    input = models.ForeignKey(Input, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=12, choices=Input.Status)
    after = models.CharField(max_length=12, choices=Input.Status)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.before} → {self.after}"
