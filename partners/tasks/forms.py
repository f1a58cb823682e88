import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.tasks.models import Task
from portal.forms import DateInput, LongSelect, PortalForm
from portal.text import LineField, TextField


class ChangeTaskForm(PortalForm):
    """What a task says of itself. `seen` stands for what it said when the form was opened."""

    title = LineField(label=_("What is to be done?"), max_length=120)
    text = TextField(label=_("More about it"), max_length=4000, required=False)
    due = forms.DateField(
        label=_("Due"),
        required=False,
        widget=DateInput,
        help_text=_("Who has the task gets a letter three days before."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class OwnerForm(PortalForm):
    """Who has a task: one of those who take part in the group, or nobody."""

    owner = forms.ChoiceField(label=_("Who does it?"), required=False, widget=LongSelect)

    def __init__(self, *args, people, **kwargs):
        """`people`: places in the group, with their accounts."""
        super().__init__(*args, **kwargs)
        self.people = {str(each.user_id): each.user for each in people}
        named = [(str(each.user_id), each.shown_name) for each in people]
        self.fields["owner"].choices = [("", _("Nobody yet: whoever takes it")), *named]

    def clean_owner(self):
        return self.people.get(self.cleaned_data["owner"])


class NewTaskForm(OwnerForm, ChangeTaskForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["title", "text", "owner", "due"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["seen"]


class PlaceForm(forms.Form):
    """Where a task is moved: to a state, to a place beside another task of the group, or both.

    `back` is the page that it is done on.
    """

    state = forms.ChoiceField(choices=Task.State, required=False)
    before = forms.ModelChoiceField(Task.objects.none(), required=False)
    after = forms.ModelChoiceField(Task.objects.none(), required=False)
    back = forms.ChoiceField(choices=[("task", ""), ("list", ""), ("board", ""), ("own", "")], required=False)

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = group.tasks.all()

    def clean(self):
        values = super().clean()
        self.place = {name: values.get(name) or None for name in ("state", "before", "after")}
        if not any(self.place.values()):
            raise forms.ValidationError("Nowhere to move it.", code="nowhere")
        return values
