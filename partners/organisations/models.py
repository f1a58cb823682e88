from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr

from partners.people.models import User
from partners.searching import prefix_query

# Where the alphabet of a database without Norwegian collations puts letters that come after z.
NORWEGIAN_LAST = ("æøåäö", "{|}{|")


def validate_number(value):
    """Nine digits of which the last one checks the others."""
    if not orgnr.is_valid(value):
        raise ValidationError(_("This is not a Norwegian organisation number. It has nine digits."))


class OrganisationQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(status=Organisation.Status.VERIFIED)

    def open(self):
        """Pending or verified."""
        return self.filter(status__in=Organisation.OPEN)

    def pending(self):
        return self.filter(status=Organisation.Status.PENDING)

    def unchecked(self):
        """Those with a number that nobody has asked the register about."""
        return self.filter(register_state=Organisation.RegisterState.UNCHECKED, number__isnull=False)

    def listed(self, *, to_partners):
        """Those that others may know of: approved, and for all but partners also public."""
        approved = self.verified().defer("search")
        return approved if to_partners else approved.filter(visibility=Organisation.Visibility.PUBLIC)

    def matching(self, words):
        """Full-text search: every word, inflected or as the beginning of a longer one."""
        query = prefix_query(words)
        return self if query is None else self.filter(search=query)

    def tags_used(self):
        """Every tag of these organisations, once each."""
        each = Func(F("tags"), function="jsonb_array_elements_text", output_field=models.CharField())
        return self.order_by().values_list(each, flat=True).distinct()

    def places_used(self):
        """Every place of these organisations, once each."""
        return self.order_by().exclude(place="").values_list("place", flat=True).distinct()

    def named(self, name):
        """Those of this name, whatever its upper and lower case."""
        return self.alias(lower_name=Lower("name")).filter(lower_name=name.lower())


class Organisation(models.Model):
    """A business, an association, a public body or an informal group that takes part."""

    class Kind(models.TextChoices):
        BUSINESS = "business", _("Business")
        ASSOCIATION = "association", _("Association or club")
        PUBLIC = "public", _("Public body")
        INFORMAL = "informal", _("Informal group")

    class Status(models.TextChoices):
        PENDING = "pending", _("Waits for approval")
        VERIFIED = "verified", _("Approved")
        REJECTED = "rejected", _("Not approved")
        SUSPENDED = "suspended", _("Suspended")

    class RegisterState(models.TextChoices):
        UNCHECKED = "unchecked", _("Not checked")
        ACTIVE = "active", _("Found in the register")
        WINDING_UP = "winding_up", _("Being wound up")
        BANKRUPT = "bankrupt", _("Bankrupt")
        DELETED = "deleted", _("Deleted from the register")
        UNKNOWN = "unknown", _("Not in the register")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        PARTNERS = "partners", _("Partners and the municipality")

    OPEN = [Status.PENDING, Status.VERIFIED]
    # States of the register in which nobody should be approved without a second thought.
    IN_DOUBT = [
        RegisterState.UNCHECKED,
        RegisterState.WINDING_UP,
        RegisterState.BANKRUPT,
        RegisterState.DELETED,
        RegisterState.UNKNOWN,
    ]

    name = models.CharField(_("name"), max_length=160)
    number = models.CharField(
        _("organisation number"),
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_number],
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    # Why it was rejected or suspended, as its members read it.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)

    # What the register said at `checked_at`.
    register_state = models.CharField(
        _("in the register"), max_length=10, choices=RegisterState, default=RegisterState.UNCHECKED
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False)
    registered_name = models.CharField(_("registered name"), max_length=200, blank=True)
    form_code = models.CharField(max_length=10, blank=True, editable=False)
    form = models.CharField(_("form of organisation"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    industry = models.CharField(_("industry"), max_length=200, blank=True)
    in_volunteer_register = models.BooleanField(_("in the volunteer register"), default=False)

    # What its owners tell of it.
    about = models.TextField(_("about us"), max_length=2000, blank=True)
    offers = models.TextField(_("what we can offer"), max_length=1000, blank=True)
    needs = models.TextField(_("what we need"), max_length=1000, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    # A list of words in the row itself: a list shows them and one search finds them without a join, and a tag
    # that nobody uses any more is gone.
    tags = models.JSONField(_("tags"), default=list, blank=True)
    # Where they are, by a name that the map may know.
    place = models.CharField(_("place"), max_length=60, blank=True)
    # Made by us from what was uploaded: WebP, under a random name.
    logo = models.FileField(_("logo"), upload_to="logoer", max_length=80, blank=True)
    visibility = models.CharField(
        _("who can see the profile"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )

    # The name as the Norwegian alphabet orders it, in whatever collation the database has.
    sort_name = models.GeneratedField(
        expression=Func(Lower("name"), *map(Value, NORWEGIAN_LAST), function="translate"),
        output_field=models.CharField(max_length=160, db_collation="C"),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=SearchVector(
            "name",
            "registered_name",
            "number",
            "industry",
            "place",
            "about",
            "offers",
            "needs",
            "tags",
            config="norwegian",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = [Lower("name"), "pk"]
        permissions = [("verify_organisation", "Can approve and suspend organisations")]
        constraints = [
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__regex=r"^[0-9]{9}$"), name="organisation_number_digits"
            ),
            models.CheckConstraint(
                condition=~Q(kind="informal") | Q(number=None), name="organisation_informal_no_number"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            models.CheckConstraint(
                condition=Q(register_state="unchecked", checked_at=None)
                | (~Q(register_state="unchecked") & Q(checked_at__isnull=False)),
                name="organisation_checked_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["rejected", "suspended"]) | ~Q(reason=""),
                name="organisation_refused_why",
            ),
            models.CheckConstraint(
                condition=Q(website="") | Q(website__regex=r"^https?://"), name="organisation_web_address"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "created_at"], name="organisation_queue"),
            models.Index(
                fields=["sort_name", "id"], condition=Q(status="verified"), name="organisation_directory"
            ),
            GinIndex(fields=["search"], name="organisation_search"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisation", args=[self.pk])

    def get_profile_url(self):
        """Where others read about it."""
        return reverse("partner_profile", args=[self.pk])

    @property
    def logo_url(self):
        return self.logo.url if self.logo else ""

    @property
    def website_name(self):
        """The website's address as people say it: without what stands before and after the host."""
        return self.website.partition("//")[2].partition("/")[0].removeprefix("www.")

    @property
    def number_in_groups(self):
        """The number as people read it: 123 456 785."""
        return orgnr.format(self.number) if self.number else ""

    @property
    def is_open(self):
        """Pending or verified: its members can work with it."""
        return self.status in self.OPEN

    @property
    def is_in_doubt(self):
        """Has a number that the register does not vouch for. Who has none cannot be looked up."""
        return bool(self.number) and self.register_state in self.IN_DOUBT


class FormerOrganisation(models.Model):
    """An organisation that was merged into another: its address leads there from then on."""

    # The primary key that it had.
    id = models.BigIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=160)
    kept = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="former", verbose_name=_("merged into")
    )
    merged_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("former organisation")
        verbose_name_plural = _("former organisations")
        ordering = ["merged_at", "pk"]

    def __str__(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state=Membership.State.ACTIVE)

    def acting(self):
        """Those of approved organisations: who has one is a partner."""
        return self.active().filter(organisation__status=Organisation.Status.VERIFIED)

    def requested(self):
        return self.filter(state=Membership.State.REQUESTED)

    def owners(self):
        return self.active().filter(role=Membership.Role.OWNER)


class Membership(models.Model):
    """One person who acts for an organisation, or asks to."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MEMBER = "member", _("Member")

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asks to join")
        ACTIVE = "active", _("Member")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.MEMBER)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ACTIVE)
    # What letters about the organisation are written in.
    language = models.CharField(max_length=2, default="nb")
    since = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(state="active") | Q(role="member"), name="membership_owner_is_active"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation}"

    @property
    def is_active(self):
        return self.state == self.State.ACTIVE

    @property
    def is_owner(self):
        return self.is_active and self.role == self.Role.OWNER

    @property
    def shown_name(self):
        """The person's name for colleagues; never the e-mail address."""
        return self.user.name or str(_("Somebody without a name"))


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor revoked; it may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """An offer to one e-mail address to act for an organisation. Only a digest of its secret is kept."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=6, choices=Membership.Role, default=Membership.Role.MEMBER)
    token_hash = models.CharField(max_length=64, editable=False)
    # How often it was sent; each letter has a secret of its own.
    serial = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=2, default="nb")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_lower"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_one_end"
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.organisation}"

    @property
    def has_run_out(self):
        return self.expires_at <= timezone.now()

    @property
    def is_open(self):
        return self.accepted_at is None and self.revoked_at is None and not self.has_run_out
