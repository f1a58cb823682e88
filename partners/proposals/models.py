"""Proposals: what an organisation or a volunteer offers, in frozen versions.

A `Proposal` is the case: who proposes, and how far it has come. What is offered stands in its `Version`s: at
most one that is being written, and those that were handed in, which are never changed again.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from guardian.models import UserObjectPermissionBase

from partners.organisations.models import Organisation
from partners.people.models import User
from partners.roles.models import Role
from portal.files import HandedIn
from portal.storage import private_files


class Visibility(models.TextChoices):
    """Who may read a part of a proposal, besides its proposers: each includes those above it."""

    MUNICIPALITY = "municipality", _("Only the municipality")
    PARTNERS = "partners", _("Partners and the municipality")
    EVERYONE = "everyone", _("Everyone")


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Handed in, and neither decided nor withdrawn."""
        return self.filter(status__in=Proposal.OPEN)

    def handed_in(self):
        return self.exclude(status=Proposal.Status.DRAFT)

    def shown_to_others(self):
        """Those that somebody besides proposers and municipality may read parts of."""
        return self.filter(status__in=Proposal.SHOWN)

    def of(self, user, organisations):
        """What this person can work with: their own as a volunteer, and those of these organisations."""
        return self.filter(Q(organisation__in=organisations) | Q(organisation=None, proposer=user))

    def for_list(self):
        return self.select_related("organisation", "proposer", "current")


class Proposal(models.Model):
    """An organisation's, or a volunteer's, offer to fill a role."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("proposal", "Draft")
        SUBMITTED = "submitted", _("Submitted")
        IN_REVIEW = "in_review", _("Being assessed")
        NEEDS_INFO = "needs_info", _("Waits for your answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = [Status.SUBMITTED, Status.IN_REVIEW, Status.NEEDS_INFO]
    SHOWN = [*OPEN, Status.ACCEPTED]

    # Nobody's organisation: a volunteer's own.
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("organisation"),
    )
    # Who began it; none when that person is forgotten.
    proposer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="proposals")
    proposer_name = models.CharField(_("name"), max_length=160, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    # The version handed in last: the one that is read, assessed and counted.
    current = models.OneToOneField(
        "Version", on_delete=models.PROTECT, null=True, blank=True, related_name="current_of"
    )
    language = models.CharField(max_length=2, default="nb")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-pk"]
        permissions = [("review_proposal", "Can assess this proposal")]
        constraints = [
            # A withdrawn draft was never handed in.
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, current__isnull=False),
                name="proposal_handed_in_what",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"]) | Q(decided_at__isnull=False),
                name="proposal_decided_when",
            ),
        ]
        indexes = [models.Index(fields=["status", "submitted_at"], name="proposal_queue")]

    def __str__(self):
        return f"{self.made_by}, {self.number}"

    def get_absolute_url(self):
        return reverse("proposal", args=[self.pk])

    @property
    def number(self):
        return f"F-{self.pk}"

    @property
    def made_by(self):
        """Whose proposal it is, by name."""
        if self.organisation_id:
            return self.organisation.name
        return self.proposer_name or str(_("Former participant"))

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_decided(self):
        return self.status in (self.Status.ACCEPTED, self.Status.DECLINED)

    @property
    def can_be_written(self):
        """Whether its proposers can write on it: as a draft, or a new version until it is decided."""
        return self.status == self.Status.DRAFT or self.is_open


class ReviewGrant(UserObjectPermissionBase):
    """Somebody outside the municipality who may assess one proposal."""

    content_object = models.ForeignKey(Proposal, on_delete=models.CASCADE)


class Version(models.Model):
    """What is offered. Once handed in it is frozen; what changes later is a new version."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    as_developer = models.BooleanField(_("as development partner"), default=False)
    as_participant = models.BooleanField(_("as participant in the final concept"), default=False)
    # A role that nobody has asked for.
    idea = models.CharField(_("an idea for another role"), max_length=120, blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    # Counts changes of what stands in this row and its offers: whoever saves says which they have seen.
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("submitted by")
    )
    # SHA-256 of the content as it was handed in, for receipts.
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(submitted_at=None), name="version_one_being_written"
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gte=models.F("starts")),
                name="version_ends_after_start",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, digest="") | (Q(submitted_at__isnull=False) & ~Q(digest="")),
                name="version_frozen_with_digest",
            ),
        ]

    def __str__(self):
        return f"{self.proposal.number}, {self.number}"

    @property
    def is_frozen(self):
        return self.submitted_at is not None


class Offer(models.Model):
    """How much of one role is offered, in the role's unit; and, when decided, how much is accepted."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Takes the main responsibility")
        CONTRIBUTE = "contribute", _("Can contribute")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="offers")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="offers", verbose_name=_("role"))
    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.LEAD)
    amount = models.DecimalField(_("amount offered"), max_digits=7, decimal_places=1, null=True, blank=True)
    visibility = models.CharField(
        _("who can see it"), max_length=12, choices=Visibility, default=Visibility.PARTNERS
    )
    accepted = models.DecimalField(
        _("amount accepted"), max_digits=7, decimal_places=1, null=True, blank=True
    )

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["role__order", "role__title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "role"], name="offer_once"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="offer_of_something"),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(accepted__gt=0, amount__gte=models.F("accepted")),
                name="offer_accepted_within",
            ),
        ]

    def __str__(self):
        return f"{self.role}: {self.amount or '–'}"


class PassageQuerySet(models.QuerySet):
    def readable(self, level):
        """What a reader at `level` (a `Visibility`) may see. A trade secret is the municipality's only."""
        if level == Visibility.MUNICIPALITY:
            return self
        seen = [Visibility.EVERYONE]
        if level == Visibility.PARTNERS:
            seen.append(Visibility.PARTNERS)
        return self.filter(visibility__in=seen, is_secret=False)


class Passage(models.Model):
    """One of the texts of a version, with its own readers."""

    class Key(models.TextChoices):
        SUMMARY = "summary", _("In short")
        OFFER = "offer", _("What we offer")
        PREMISES = "premises", _("Premises")
        STAFF = "staff", _("People")
        EQUIPMENT = "equipment", _("Equipment")
        NEEDS_MUNICIPALITY = "needs_municipality", _("What we need from the municipality")
        NEEDS_OTHERS = "needs_others", _("What we need from others")
        SUCCESS = "success", _("What must be in place to succeed")
        REFERENCES = "references", _("References")

    MAX_LENGTH = 6000

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="passages")
    key = models.CharField(max_length=20, choices=Key)
    text = models.TextField(max_length=MAX_LENGTH)
    visibility = models.CharField(
        _("who can see it"), max_length=12, choices=Visibility, default=Visibility.MUNICIPALITY
    )
    # Marked by the proposer for the municipality to assess (offentleglova § 13, forvaltningsloven § 13).
    is_secret = models.BooleanField(_("trade secret"), default=False)
    # Counts changes: whoever saves says which they have seen.
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="passage_once"),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(visibility="municipality"), name="passage_secret_is_kept"
            ),
        ]

    def __str__(self):
        return f"{self.get_key_display()}: {self.text[:60]}"


class Attachment(HandedIn):
    """A file of a version. A later version of the same proposal shares the stored file."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_files, upload_to="proposals/%Y/")
    visibility = models.CharField(
        _("who can see it"), max_length=12, choices=Visibility, default=Visibility.MUNICIPALITY
    )
    is_secret = models.BooleanField(_("trade secret"), default=False)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "sha256"], name="attachment_once"),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(visibility="municipality"), name="attachment_secret_is_kept"
            ),
        ]


class Resource(models.Model):
    """Something that a proposer needs from other partners, or has to spare for them."""

    class Kind(models.TextChoices):
        TRANSPORT = "transport", _("Transport")
        STORAGE = "storage", _("Storage")
        HOURS = "hours", _("Hands and hours")
        MATERIALS = "materials", _("Materials")
        TOOLS = "tools", _("Tools and machines")
        PREMISES = "premises", _("Rooms")

    class Direction(models.TextChoices):
        NEEDS = "needs", pgettext_lazy("resource", "Needs")
        OFFERS = "offers", _("Has to spare")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="resources")
    direction = models.CharField(max_length=6, choices=Direction)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.CharField(_("what, and how much"), max_length=200)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["direction", "kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "direction", "kind"], name="resource_once")]

    def __str__(self):
        return f"{self.get_direction_display()}: {self.get_kind_display()}"


class Step(models.Model):
    """One step in the life of a proposal; together they are the timeline that its proposer sees."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=12, choices=Proposal.Status, blank=True)
    after = models.CharField(max_length=12, choices=Proposal.Status)
    version = models.ForeignKey(Version, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["proposal", "at"], name="step_in_order")]

    def __str__(self):
        return f"{self.before} → {self.after}"
