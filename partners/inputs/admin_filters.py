"""The coordinator's saved filters: keep what the table shows under a name, rename it, delete it."""

from django import forms
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.inputs.admin_forms import FilterNameForm, SaveFilterForm
from partners.inputs.errors import NameTaken
from partners.inputs.queue import InputFilters, as_filtered
from partners.inputs.rules import may_answer
from partners.inputs.saved_filters import SavedFilter
from partners.inputs.saving import delete_filter, rename_filter, save_filter
from portal.desk import DeskForm, DeskView


class AtFilters:
    header_icon = "list-ul"

    def may_enter(self, user):
        return may_answer(user)

    def get_trail(self):
        return [(reverse("inputs:index"), gettext("Input"))]


class SavedFilters(AtFilters, DeskView):
    """One's own filters and those of the desk."""

    page_title = _("Saved filters")
    template_name = "partners/admin/filters.html"

    def get_context_data(self, **kwargs):
        saved = SavedFilter.objects.for_desk(self.request.user).select_related("owner")
        return super().get_context_data(saved=saved, **kwargs)


class NamesFilter(AtFilters, DeskForm):
    """A form that gives a filter a name, which may be taken."""

    def form_valid(self, form):
        try:
            return self.save(form)
        except NameTaken:
            form.add_error("name", gettext("Another saved filter is called that. Choose another name."))
            return self.form_invalid(form)


class SaveFilter(NamesFilter):
    page_title = _("Save this filter")
    template_name = "partners/admin/save_filter.html"
    form_class = SaveFilterForm
    submit_label = _("Save the filter")

    @cached_property
    def query(self):
        """What the address chooses, without what makes no sense."""
        chosen = QueryDict(as_filtered(self.request.GET), mutable=True)
        for name in InputFilters(chosen, request=self.request).form.errors:
            chosen.pop(name)
        return as_filtered(chosen)

    def get_success_url(self):
        return f"{reverse('inputs:index')}?{self.query}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(chosen=in_words(self.query, self.request), **kwargs)

    def save(self, form):
        save_filter(**form.cleaned_data, query=self.query, by=self.request.user)
        return self.done(gettext("The filter is saved."))


class AtFilter(AtFilters):
    """One filter that this person may use; another one is not there."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if may_answer(request.user):
            self.saved = get_object_or_404(SavedFilter.objects.for_desk(request.user), pk=kwargs["pk"])

    def get_trail(self):
        return [*super().get_trail(), (reverse("inputs:filters"), gettext("Saved filters"))]

    def get_success_url(self):
        return reverse("inputs:filters")


class RenameFilter(AtFilter, NamesFilter):
    page_title = _("Rename the filter")
    form_class = FilterNameForm

    def get_initial(self):
        return {"name": self.saved.name}

    def save(self, form):
        rename_filter(self.saved, **form.cleaned_data, by=self.request.user)
        return self.done(gettext("The filter is renamed."))


class DeleteFilter(AtFilter, DeskForm):
    page_title = _("Delete the filter")
    template_name = "partners/admin/delete_filter.html"
    form_class = forms.Form
    submit_label = _("Delete the filter")
    submit_icon = "bin"
    is_serious = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(saved=self.saved, **kwargs)

    def form_valid(self, form):
        delete_filter(self.saved, by=self.request.user)
        return self.done(gettext("The filter is deleted."))


def in_words(query, request):
    """[(label, value)] of what a query chooses, as people read it."""
    chosen = QueryDict(query)
    form = InputFilters(chosen, request=request).form
    told = [(form.fields[name].label, _value(form, name)) for name in form.changed_data]
    if words := chosen.get("q"):
        told.append((gettext("Search"), words))
    if chosen.get("ordering"):
        told.append((gettext("Order"), gettext("As the table is sorted")))
    return told


def _value(form, name):
    value = form[name].value()
    return next((str(label) for key, label in form.fields[name].choices if str(key) == value), value)
