"""Forms as the design system draws them, by `{{ form }}` or `{{ field.as_field_group }}` alone."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.uploads import ACCEPT, ACCEPTED, FileRefused, checked, clean_name


class FormRenderer(TemplatesSetting):
    form_template_name = "components/form/form.html"
    field_template_name = "components/form/field.html"


class PortalBoundField(BoundField):
    """Knows which markup its field takes, and gives its widget the design's class."""

    @property
    def kind(self):
        widget = self.field.widget
        if isinstance(self.field, HoneypotField):
            return "trap"
        if isinstance(widget, forms.RadioSelect):
            return "choices"
        if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
            return "parts"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        return "file" if isinstance(widget, forms.FileInput) else "input"

    @property
    def limit(self):
        """Characters that a long text may have: counted down beside the field, never cut off."""
        if isinstance(self.field.widget, forms.Textarea):
            return self.field.widget.attrs.get("data-limit") or getattr(self.field, "max_length", None)
        return None

    @property
    def focus_id(self):
        """The id of the control that an error links to: the first one of a group."""
        if self.kind in {"choices", "parts"}:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def marked_optional(self):
        """Not a field that some answers make required: it says so by `conditional`."""
        conditional = getattr(self.field, "conditional", False)
        return not self.field.required and not conditional and self.kind != "checkbox"

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        css = (widget or self.field.widget).attrs.get("class", "")
        attrs["class"] = css if "ds-input" in css.split() else f"ds-input {css}".strip()
        if self.kind == "file":
            attrs["title"] = ""
        if isinstance(self.field.widget, forms.Textarea):
            attrs |= {"cols": False, "maxlength": False, "data-limit": False}
            attrs.setdefault("rows", _rows(self.field.widget))
        return attrs


def _rows(textarea):
    """Five lines, unless the form asks for another number than Django's own ten."""
    rows = int(textarea.attrs.get("rows", 10))
    return 5 if rows == 10 else rows


class PortalFormMixin:
    """For plain forms and model forms alike."""

    bound_field_class = PortalBoundField


class PortalForm(PortalFormMixin, forms.Form):
    pass


class DescribedChoices(forms.RadioSelect):
    """Radio buttons, each with a line on what choosing it means: `descriptions` by value."""

    def __init__(self, attrs=None, *, descriptions):
        super().__init__(attrs)
        self.descriptions = descriptions

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if description := self.descriptions.get(str(value)):
            option["description"] = description
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_description"
        return option


SELECTED = flatatt({"selected": True})


class LongSelect(forms.Select):
    """A list to choose from that may have hundreds of options, where Django draws each by a template."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((each, SELECTED if str(each) == chosen else "", label) for each, label in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        return format_html("<select{}>{}</select>", attributes, options)


class HoneypotField(forms.CharField):
    """A field that people neither see nor reach and robots fill in. Give it a name that tempts them."""

    def __init__(self, **kwargs):
        attrs = {"tabindex": "-1", "autocomplete": "off"}
        options = {"label": _("Leave this field empty"), "required": False, "widget": forms.TextInput(attrs)}
        super().__init__(**(options | kwargs))


class Switch(forms.CheckboxInput):
    def __init__(self, attrs=None):
        super().__init__({"role": "switch"} | (attrs or {}))


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self, attrs=None):
        super().__init__({"accept": ACCEPT, "multiple": True} | (attrs or {}))


class ManyFilesField(forms.FileField):
    """Several files at once; what each of them is, is told when it is taken in."""

    widget = ManyFilesInput

    def clean(self, value, initial=None):
        return [file for file in value if file] if isinstance(value, list) else []


class CheckedFilesField(ManyFilesField):
    """At most so many files, each an `Upload` when it is clean. What is wrong is told of each by its name.

    `help_text` may name them as `{most}`, and the kinds that are taken as `{kinds}`.
    """

    def __init__(self, *, most, help_text, **kwargs):
        super().__init__(help_text=format_lazy(help_text, most=most, kinds=ACCEPTED), **kwargs)
        self.most = most

    def clean(self, value, initial=None):
        files = super().clean(value, initial)
        if len(files) > self.most:
            raise forms.ValidationError(_("Choose no more than %(n)s files.") % {"n": self.most})
        taken, refused = [], []
        for file in files:
            try:
                taken.append(checked(file))
            except FileRefused as reason:
                refused.append(f"{clean_name(file.name)}: {reason}")
        if refused:
            raise forms.ValidationError(refused)
        return taken


class FormWithFiles(PortalForm):
    """A form that `files` go with. A browser keeps none of them when the page comes back."""

    def ask_for_files_again(self):
        """Say that files which were sent with what could not be taken in must be chosen anew."""
        if "files" in self.fields and self.files.getlist("files"):
            self.add_error("files", _("Nothing is sent yet. Choose your files again before you send."))


class FormWithOtherFiles(FormWithFiles):
    """One that may also take away some of the files that are `there`."""

    removed = forms.MultipleChoiceField(
        label=_("Attachments to take away"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, there, may_attach, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["removed"].choices = [(str(each.pk), f"{each.name} ({each.told})") for each in there]
        if not there:
            del self.fields["removed"]
        if not may_attach:
            del self.fields["files"]

    def changes(self):
        """What is handed in: the text, checked files to add, and the keys of those to take away."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "added": data.get("files", ()),
            "removed": [int(key) for key in data.get("removed", ())],
        }


def dress(form):
    """Let a form that is not ours (an installed app's) be drawn as ours. Returns the same form."""
    form.bound_field_class = PortalBoundField
    form._bound_fields_cache.clear()
    return form


def error_links(form):
    """Every error of the form in the order of its fields, each with the id of the control to go to.

    Errors that belong to no single field, or to a hidden one, lead to the first visible field.
    """
    visible = dress(form).visible_fields()
    first = visible[0].focus_id if visible else ""
    links = [{"id": first, "message": message} for message in form.non_field_errors()]
    links += [{"id": first, "message": m} for field in form.hidden_fields() for m in field.errors]
    return links + [{"id": field.focus_id, "message": m} for field in visible for m in _messages(field)]


def _messages(field):
    """The field's errors in words that stand alone: "This field is required" says nothing in a list."""
    asks = str(field.label).endswith("?")
    words = _("Fill in this field.") if asks else _("fill in this field")
    missing = f"{field.label}{' ' if asks else ': '}{words}"
    by_code = zip(field.errors.as_data(), field.errors, strict=True)
    return [missing if error.code == "required" else message for error, message in by_code]
