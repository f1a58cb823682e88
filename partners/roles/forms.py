from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.widgets import AdminImageChooser

from partners.roles.actions import WRITTEN
from partners.roles.models import Role
from portal.forms import DateTimeInput
from portal.text import LineField, TextField

LINES = ("title", "title_en", "need", "need_en")
TEXTS = ("text", "text_en", "rent", "rent_en", "equipment", "equipment_en", "law", "law_en")
ORDER = (
    *("title", "need", "area", "phase", "priority", "unit", "amount", "deadline", "state"),
    *("text", "rent", "equipment", "law", "picture", "icon", "order"),
    *("title_en", "need_en", "text_en", "rent_en", "equipment_en", "law_en"),
)
HELP = {
    "title": _("What the one who fills it does, in a few words: Bicycle repair."),
    "need": _("One line for lists: two work places, staffed from Tuesday to Saturday."),
    "amount": _("In the unit above. Proposals say how much of it they cover."),
    "deadline": _("The last second in which a proposal can be handed in. Empty: no deadline."),
    "order": _("Roles with smaller numbers stand first."),
    "text": _("What is done, for whom, and what you hope for. An empty line begins a new paragraph."),
}


class RoleForm(forms.ModelForm):
    """All that a coordinator writes of a role; its address is made of the title."""

    deadline = forms.DateTimeField(label=_("Deadline"), required=False, widget=DateTimeInput)

    class Meta:
        model = Role
        fields = [*WRITTEN]
        widgets = {
            "picture": AdminImageChooser,
            "priority": forms.RadioSelect,
            "state": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*LINES, *TEXTS):
            self.fields[name] = _plain(Role._meta.get_field(name), TextField if name in TEXTS else LineField)
        self.fields["unit"].choices = [("", "–"), *Role.Unit.choices]
        for name in ("priority", "state"):
            self.fields[name].choices = self.fields[name].choices[-len(getattr(Role, name.title()).choices) :]
        for name, words in HELP.items():
            self.fields[name].help_text = words
        self.order_fields(ORDER)


def _plain(field, form_class):
    """The model's text as what people write is cleaned: no line breaks in a line, nothing unseen."""
    return form_class(
        label=field.verbose_name.capitalize(), max_length=field.max_length, required=not field.blank
    )


class DeleteForm(forms.Form):
    """Nothing to fill in: to delete is to send it."""
