"""What comes of accepted proposals: letters of intent that both sides confirm, and commitments."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from partners.organisations.models import Organisation
from partners.people.models import User
from partners.proposals.models import Offer, Proposal
from partners.roles.models import Role
from portal.storage import private_files

OPENING = (
    "{kommune} og {partner} vil samarbeide om {program}. Denne intensjonsavtalen sier hva partene er "
    "enige om etter forslag {forslag}."
)
TERMS = (
    "Avtalen er ikke en kontrakt om kjøp. Partene arbeider videre i god tro, deler det den andre trenger å "
    "vite, og sier fra så snart noe endrer seg."
)
CLOSING = "Hver av partene kan gå fra avtalen med én måneds varsel."


@register_setting(icon="doc-full")
class LetterTemplate(BaseGenericSetting):
    """The words of a letter of intent. {kommune}, {partner}, {program} and {forslag} are filled in."""

    title = models.CharField(_("title"), max_length=120, default="Intensjonsavtale")
    opening = models.TextField(_("opening"), max_length=3000, default=OPENING)
    terms = models.TextField(_("terms"), max_length=6000, default=TERMS)
    closing = models.TextField(_("closing"), max_length=3000, default=CLOSING)

    panels = [FieldPanel("title"), FieldPanel("opening"), FieldPanel("terms"), FieldPanel("closing")]

    class Meta:
        verbose_name = _("letter of intent")


class LetterOfIntent(models.Model):
    """One version of what both sides confirm. Its content and file are never changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="letters_of_intent")
    number = models.PositiveSmallIntegerField(default=1)
    # Everything that the file says, as it was when it was made.
    content = models.JSONField(editable=False)
    file = models.FileField(storage=private_files, upload_to="agreements/%Y/", editable=False)
    # SHA-256 of the file.
    digest = models.CharField(max_length=64, editable=False)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    municipality_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    municipality_name = models.CharField(max_length=120, blank=True)
    municipality_at = models.DateTimeField(null=True, blank=True)
    partner_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    partner_name = models.CharField(max_length=120, blank=True)
    partner_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter of intent")
        verbose_name_plural = _("letters of intent")
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="letter_number_once")]

    def __str__(self):
        return f"{self.proposal.number}, {self.number}"

    @property
    def is_confirmed(self):
        return self.municipality_at is not None and self.partner_at is not None

    @property
    def is_latest(self):
        """Whether no later letter has taken its place. One query."""
        return not LetterOfIntent.objects.filter(proposal=self.proposal_id, number__gt=self.number).exists()

    @property
    def file_name(self):
        return f"intensjonsavtale-{self.proposal.number}-{self.number}.pdf"


class CommitmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=Commitment.State.OPEN)


class Commitment(models.Model):
    """Something promised: by whom, how much, by when, and what it came from."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept")
        LAPSED = "lapsed", _("Lapsed")
        HANDED_OVER = "handed_over", _("Handed over")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    text = models.CharField(_("what is promised"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("organisation"),
    )
    # A volunteer's own promise.
    person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("role"),
    )
    amount = models.DecimalField(_("amount"), max_digits=7, decimal_places=1, null=True, blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPEN)
    # What it came from.
    offer = models.OneToOneField(
        Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="commitment"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="commitment_to_something"),
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(person=None), name="commitment_of_one_party"
            ),
        ]

    def __str__(self):
        return self.text
