from types import MappingProxyType

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Input, Question
from portal.ordering import LAST
from portal.storage import private_files
from workshops.live.models import KIND_LABELS, Activity, Participant
from workshops.signups.models import SignUp


class Board(models.Model):
    """The live surface of a meeting: columns of notes."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="board"
    )
    # Notes are their writers' own until the facilitator shows them to all.
    is_private = models.BooleanField(_("notes are private until they are revealed"), default=False)
    revealed_at = models.DateTimeField(null=True, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    everyone_arranges = models.BooleanField(_("participants may move notes, too"), default=False)
    # A group's board, for a while beside the main one, which its notes are moved into.
    main = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, editable=False, related_name="groups"
    )
    merged_at = models.DateTimeField(null=True, editable=False)
    # What the wall shows alone, when the room talks about it.
    spotlight = models.ForeignKey(
        "Cluster", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_at=None) | Q(main__isnull=False, frozen_at__isnull=False),
                name="board_merged_is_a_groups_and_frozen",
            )
        ]

    def __str__(self):
        return str(self.activity)

    @property
    def shows_notes(self):
        return not self.is_private or self.revealed_at is not None

    @property
    def is_frozen(self):
        return self.frozen_at is not None

    @property
    def is_merged(self):
        return self.merged_at is not None


class Column(models.Model):
    """One question of the meeting, with the notes that answer it."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="columns")
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Cluster(models.Model):
    """Notes that say the same, under one name."""

    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="clusters")
    name = models.CharField(_("name"), max_length=80, blank=True)
    position = models.PositiveIntegerField(default=LAST, editable=False)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name or str(_("Cluster without a name"))


class NoteQuerySet(models.QuerySet):
    def shown(self):
        """Those that nobody has hidden."""
        return self.exclude(input__status=Input.Status.HIDDEN)

    def in_order(self):
        return self.order_by("position", "pk")


class Note(models.Model):
    """An input with a place on a board."""

    input = models.OneToOneField(Input, on_delete=models.CASCADE, primary_key=True, related_name="note")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="notes")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="notes")
    cluster = models.ForeignKey(
        Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    position = models.PositiveIntegerField(default=LAST, editable=False)
    # Nobody's when it was given anonymously: then only the browser that sent it knows whose it is.
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, editable=False, related_name="notes"
    )
    kind = models.CharField(max_length=12, choices=SignUp.OnBehalfOf, blank=True)
    is_paper = models.BooleanField(_("written on paper in the room"), default=False)
    photo = models.ImageField(_("photo of the note"), upload_to="notes", storage=private_files, blank=True)

    objects = NoteQuerySet.as_manager()
    # Filled in where a board is read: its dots in the latest round that has closed, and the reader's own.
    dots_given = None
    own_dots = 0
    # Entered from paper in the latest round, for who leads.
    paper_dots = 0
    # What all were told of it when it was written, as JSON text by language; of a private one nothing.
    told = MappingProxyType({})

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["board", "column", "position"], name="note_place")]

    def __str__(self):
        return str(self.input)

    @property
    def kind_label(self):
        """What kind of participant it is from; empty when it is nobody's."""
        return KIND_LABELS.get(self.kind, "")

    @property
    def is_hidden(self):
        return self.input.status == Input.Status.HIDDEN


class DotRound(models.Model):
    """A round in which participants give dots to what matters most to them. Totals show when it closes."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    per_person = models.PositiveSmallIntegerField(_("dots for each"), default=3)
    several_on_one = models.BooleanField(_("several on one are allowed"), default=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("round of dots")
        verbose_name_plural = _("rounds of dots")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="dot_round_number"),
            models.UniqueConstraint(fields=["board"], condition=Q(closed_at=None), name="dot_round_one_open"),
            models.CheckConstraint(condition=Q(per_person__gte=1), name="dot_round_gives_dots"),
        ]

    def __str__(self):
        return f"{self.board}: {self.number}"

    @property
    def is_open(self):
        return self.closed_at is None


class Dot(models.Model):
    """One dot on a note or on a cluster; those given on paper are nobody's, and may be several in one row."""

    round = models.ForeignKey(DotRound, on_delete=models.CASCADE, related_name="dots")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, editable=False, related_name="dots"
    )
    note = models.ForeignKey(Note, on_delete=models.CASCADE, null=True, related_name="dots")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, null=True, related_name="dots")
    count = models.PositiveSmallIntegerField(default=1)
    # Made by the page, so that sending twice is harmless.
    client_id = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("dot")
        verbose_name_plural = _("dots")
        constraints = [
            models.CheckConstraint(
                condition=Q(note=None, cluster__isnull=False) | Q(note__isnull=False, cluster=None),
                name="dot_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(participant=None) | Q(count=1), name="dot_of_a_person_counts_once"
            ),
        ]

    def __str__(self):
        return f"{self.round}: {self.count}"
