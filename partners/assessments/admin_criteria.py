"""The criteria at the desk: written before the first proposal is opened, and then they stand."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.assessments.admin_forms import CriterionForm
from partners.assessments.at_proposal import Assesses
from partners.assessments.criteria import all_criteria, are_settled, delete_criterion, save_criterion
from partners.assessments.errors import CriteriaSettled
from partners.assessments.models import Criterion
from portal.desk import DeskForm, DeskView


class CriterionList(Assesses, DeskView):
    """What proposals are measured by, each with its share of the whole."""

    template_name = "partners/admin/criteria.html"
    page_title = _("Criteria")
    header_icon = "list-ol"

    def get_trail(self):
        return [(reverse("proposals:index"), gettext("Proposals"))]

    def get_context_data(self, **kwargs):
        criteria = all_criteria()
        total = sum(each.weight for each in criteria)
        for each in criteria:
            each.share = 100 * each.weight / total
        return super().get_context_data(criteria=criteria, is_settled=are_settled(), **kwargs)


class WritesCriterion(Assesses, DeskForm):
    header_icon = "list-ol"

    def get_trail(self):
        return [
            (reverse("proposals:index"), gettext("Proposals")),
            (self.get_success_url(), gettext("Criteria")),
        ]

    def get_success_url(self):
        return reverse("proposals:criteria")

    def change(self, form):
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.change(form)
        except CriteriaSettled:
            form.add_error(None, gettext("A proposal is opened: the criteria stand. Nothing is changed."))
            return self.form_invalid(form)
        return self.done(self.success_message)


class AddCriterion(WritesCriterion):
    page_title = _("New criterion")
    form_class = CriterionForm
    success_message = _("The criterion is saved.")

    def change(self, form):
        save_criterion(form.save(commit=False), by=self.request.user)


class EditCriterion(AddCriterion):
    page_title = _("Edit criterion")

    def get_form_kwargs(self):
        criterion = get_object_or_404(Criterion, pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": criterion}


class DeleteCriterion(WritesCriterion):
    page_title = _("Delete criterion")
    submit_label = _("Yes, delete it")
    submit_icon = "bin"
    is_serious = True
    success_message = _("The criterion is deleted.")
    template_name = "partners/admin/delete_criterion.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.criterion = get_object_or_404(Criterion, pk=kwargs["pk"])

    def get_form(self, form_class=None):
        return forms.Form(self.request.POST if self.request.method == "POST" else None)

    def get_context_data(self, **kwargs):
        return super().get_context_data(criterion=self.criterion, **kwargs)

    def change(self, form):
        delete_criterion(self.criterion, by=self.request.user)


urlpatterns = [
    path("criteria/", CriterionList.as_view(), name="criteria"),
    path("criteria/add/", AddCriterion.as_view(), name="criterion_add"),
    path("criteria/<int:pk>/", EditCriterion.as_view(), name="criterion"),
    path("criteria/<int:pk>/delete/", DeleteCriterion.as_view(), name="criterion_delete"),
]
