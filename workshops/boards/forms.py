"""What people hand in on a board."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from home.frame import remembered
from portal.forms import PortalForm
from portal.prepared import Given, Prepared
from portal.text import LineField, TextField
from workshops.boards import photos
from workshops.boards.models import Cluster, Column

LENGTH = 280
GONE = _("That is no longer on the board.")
PLACES = {"c": "column", "k": "cluster", "n": "onto"}


_columns = Prepared(lambda: Column.objects.filter(board=Given("board")).select_related("question"))


class NoteForm(PortalForm):
    """A note for one of the board's columns."""

    column = forms.TypedChoiceField(label=_("Where does it belong?"))
    text = TextField(
        label=_("Your note"),
        max_length=LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write something on the note first.")},
    )
    is_anonymous = forms.BooleanField(
        label=_("Without my name, to the municipality, too"),
        required=False,
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, board, columns=None, **kwargs):
        """`columns` are the board's, where they have been read already."""
        super().__init__(*args, **{"initial": {"client_id": uuid.uuid4()}, "auto_id": "note_%s"} | kwargs)
        # A board keeps the columns that it was made with.
        columns = columns or remembered(f"columns-{board.pk}", lambda: _columns(board=board.pk))
        field = self.fields["column"]
        field.choices = [(column.pk, column.title) for column in columns]
        field.coerce = {str(column.pk): column for column in columns}.get
        if len(columns) == 1:
            field.initial = columns[0].pk
            field.widget = forms.HiddenInput()


class ChangeNoteForm(PortalForm):
    text = TextField(label=_("Your note"), max_length=LENGTH, widget=forms.Textarea({"rows": 3}))


class OnBoard(forms.Form):
    """Things of one board only: those of another are unknown."""

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **kwargs)
        self.board = board

    def _thing(self, name, things):
        key = self.cleaned_data.get(name)
        if key is None:
            return None
        if (thing := things.filter(pk=key).first()) is None:
            raise forms.ValidationError(GONE)
        return thing

    def _note(self, name):
        return self._thing(
            name, self.board.notes.shown().select_related("column", "cluster__column", "input")
        )

    def clean_note(self):
        return self._note("note")

    def clean_before(self):
        return self._note("before")

    def clean_cluster(self):
        return self._thing(
            "cluster", Cluster.objects.filter(column__board=self.board).select_related("column")
        )


class OnThing(OnBoard):
    """About one note or one cluster."""

    def clean(self):
        given = super().clean()
        if bool(given.get("note")) == bool(given.get("cluster")):
            raise forms.ValidationError(GONE)
        return given


class DotForm(OnThing):
    """One press on a dot, on a note or on a cluster."""

    do = forms.ChoiceField(choices=[("give", "give"), ("take", "take")])
    note = forms.IntegerField(required=False)
    cluster = forms.IntegerField(required=False)
    client_id = forms.UUIDField()


class ArrangeForm(OnBoard):
    """Where a note goes: the list that it comes into, and before which note; or onto another note."""

    note = forms.IntegerField()
    before = forms.IntegerField(required=False)
    step = forms.ChoiceField(choices=[("up", "up"), ("down", "down")], required=False)
    to = forms.CharField(required=False, max_length=24)

    def clean_to(self):
        """The place that a page calls `c12`, a column, `k5`, a cluster, or `n7`, together with a note."""
        place = self.cleaned_data["to"]
        if not place:
            return None
        kind, key = place[0], place[1:]
        if kind not in PLACES or not (key.isascii() and key.isdecimal()):
            raise forms.ValidationError(GONE)
        self.cleaned_data["place"] = key
        return PLACES[kind], self._thing("place", self._things(kind))

    def _things(self, kind):
        if kind == "c":
            return self.board.columns.all()
        if kind == "k":
            return Cluster.objects.filter(column__board=self.board).select_related("column")
        return self.board.notes.shown().select_related("column", "cluster__column", "input")

    def clean(self):
        given = super().clean()
        if not given.get("to") and not given.get("step"):
            raise forms.ValidationError(_("Choose where the note goes."))
        return given


class PaperNoteForm(PortalForm):
    """A note that somebody in the room wrote on paper."""

    column = forms.ModelChoiceField(label=_("Where does it belong?"), queryset=None, empty_label=None)
    text = TextField(label=_("What the note says"), max_length=LENGTH, widget=forms.Textarea({"rows": 2}))
    photo = forms.FileField(
        label=_("Photo of the note"),
        help_text=_("Everyone in the meeting sees it. No faces and no names."),
        required=False,
        widget=forms.FileInput({"accept": ",".join(photos.KINDS)}),
    )

    def __init__(self, *args, board, **kwargs):
        super().__init__(*args, **{"auto_id": "paper_%s"} | kwargs)
        self.fields["column"].queryset = board.columns.select_related("question")

    def clean_photo(self):
        """The photo drawn anew, as bytes."""
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        try:
            if upload.size > photos.LARGEST_FILE:
                raise photos.TooLarge
            return photos.redraw(upload.read())
        except photos.TooLarge:
            raise forms.ValidationError(_("The photo is too large. It can have at most 15 MB.")) from None
        except photos.NotAPicture:
            raise forms.ValidationError(
                _("This is not a picture that we can use. Choose a PNG, JPEG, WebP or GIF file.")
            ) from None


class PaperDotsForm(OnThing):
    """How many dots people put on a note or a cluster on paper."""

    note = forms.IntegerField(required=False)
    cluster = forms.IntegerField(required=False)
    count = forms.IntegerField(min_value=0, max_value=999)


class RoundForm(PortalForm):
    per_person = forms.IntegerField(label=_("Dots for each"), min_value=1, max_value=20, initial=3)
    several_on_one = forms.BooleanField(label=_("Several dots on one note are allowed"), required=False)


class SetUpForm(PortalForm):
    is_private = forms.BooleanField(label=_("Notes are private until you reveal them"), required=False)
    everyone_arranges = forms.BooleanField(label=_("Participants may move notes, too"), required=False)


class GroupForm(PortalForm):
    name = LineField(
        label=_("Name of the group"), help_text=_("Participants choose their group by it."), max_length=60
    )


class NameForm(PortalForm):
    name = LineField(label=_("Name of the cluster"), max_length=80, required=False)
