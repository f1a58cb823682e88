"""The coordinator's desk for input: the queue, one input with its answer form, themes, and a front panel."""

from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from laces.components import Component
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from partners.inputs.actions import (
    add_remark,
    assign_input,
    consider_input,
    hide_input,
    marker_of,
    set_theme,
    unhide_input,
)
from partners.inputs.admin_drafts import DraftPage
from partners.inputs.admin_filters import DeleteFilter, RenameFilter, SavedFilters, SaveFilter
from partners.inputs.admin_forms import AnswerForm, AssigneeForm, HideForm, RemarkForm, ThemeForm
from partners.inputs.admin_several import SeveralInputs
from partners.inputs.admin_used import InputsUsed
from partners.inputs.answering import buttons, hand_in, why_not
from partners.inputs.drafts import draft_of, with_drafts
from partners.inputs.errors import InputError
from partners.inputs.exports import table
from partners.inputs.history import whole_life_of
from partners.inputs.letters import answered_letter
from partners.inputs.models import Answer, Input, Theme
from partners.inputs.queue import (
    InputFilters,
    as_filtered,
    found_by,
    in_queue_order,
    queue,
    unanswered_facts,
)
from partners.inputs.rules import may_answer
from partners.inputs.saved_filters import filters_for
from partners.inputs.sections import desk_sections, every_desk_figure, with_desk_figures
from portal.desk import DeskForm, DeskList, DeskViewSet, Gated
from portal.mail import kinds
from portal.text import plain_excerpt


class AnswersInputs(Gated):
    def may_enter(self, user):
        return may_answer(user)


def giver_in_words(input):
    return input.giver_in_words or gettext("Without a name")


def about_in_words(input):
    """The page, and the section of it."""
    section = input.written_to and plain_excerpt(input.written_to.text, 60)
    if not section:
        return input.page.title
    return gettext("%(page)s: “%(section)s”") % {"page": input.page.title, "section": section}


def handling_in_words(input):
    """Who works on it, and who has drafted an answer: when, and whether that waits for approval."""
    told = [str(input.assignee)] if input.assignee else []
    if draft := draft_of(input):
        facts = {
            "who": draft.by or gettext("Somebody who has left"),
            "when": date_format(timezone.localtime(draft.saved_at), "SHORT_DATETIME_FORMAT"),
        }
        told.append(gettext("draft by %(who)s, %(when)s") % facts)
        if draft.asked_at:
            told.append(gettext("waits for approval"))
    return " · ".join(told) or "–"


def beginning(input):
    return plain_excerpt(input.words, 120) or gettext("Withdrawn comment")


class InputList(AnswersInputs, DeskList):
    page_title = _("Input")
    header_icon = "comment"
    model = Input
    index_url_name = "inputs:index"
    index_results_url_name = "inputs:results"
    results_template_name = "partners/admin/inputs_results.html"
    filterset_class = InputFilters
    verbose_name_plural = _("inputs")

    @cached_property
    def columns(self):
        return [
            TitleColumn("text", label=_("Input"), accessor=beginning, url_name="inputs:input"),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="get_status_display",
                primary=lambda input: input.answered_last == 0,
            ),
            *(
                Column(each.sort_key, label=each.label, accessor=each.words, sort_key=each.sort_key)
                for each in every_desk_figure()
            ),
            Column("theme", label=_("Theme"), accessor=lambda input: input.theme or "–"),
            Column("assignee", label=_("Handled by"), accessor=handling_in_words),
            Column("giver", label=_("Given by"), accessor=giver_in_words),
            Column("kind", label=_("Kind"), accessor=lambda input: input.get_kind_display() or "–"),
            Column("page", label=_("Said about"), accessor=about_in_words),
            Column("visibility", label=_("Who can see it"), accessor="get_visibility_display"),
            DateColumn("created_at", label=_("Received"), sort_key="created_at"),
        ]

    @cached_property
    def header_buttons(self):
        query = self.request.GET.urlencode()
        several = f"{reverse('inputs:several')}?{query}"
        return [
            HeaderButton(_("Several at once"), url=several, icon_name="list-ul"),
            *self.export_buttons(query),
        ]

    def export_buttons(self, query):
        return [
            HeaderButton(
                label,
                url=f"{reverse('inputs:export', args=[file_format])}?{query}",
                icon_name="download",
            )
            for label, file_format in ((_("Excel"), "xlsx"), (_("CSV"), "csv"), (_("JSON"), "json"))
        ]

    def get_base_queryset(self):
        return with_desk_figures(queue())

    def get_context_data(self, **kwargs):
        chosen = as_filtered(self.request.GET)
        return super().get_context_data(
            saved=filters_for(self.request.user, chosen=chosen), chosen=chosen, **kwargs
        )

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "-pk") if self.ordering else in_queue_order(queryset)

    def search_queryset(self, queryset):
        return found_by(queryset, self.search_query) if self.search_query else queryset


class InputExport(InputList):
    """The queue as it is filtered, as a file."""

    def get(self, request, file_format):
        return table(self.get_queryset(), file_format=file_format)

    def get_base_queryset(self):
        # What waits to be seen is not handed on before it is.
        return super().get_base_queryset().received()


class AtInput(AnswersInputs):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        related = ("theme", "page", "giver", "assignee", "written_to")
        rows = Input.objects.select_related(*related).prefetch_related(
            "answers__by", "answers__approved_by", "changes__by", "remarks__by", "earlier_texts", "files"
        )
        self.inputs = with_drafts(rows)
        self.input = get_object_or_404(self.inputs, pk=kwargs["pk"])

    def get_success_url(self):
        return reverse("inputs:input", args=[self.input.pk])

    def get_trail(self):
        return [(reverse("inputs:index"), gettext("Input"))]


class InputPage(AtInput, DeskForm):
    """One input and its answer form. The answer can be seen as a letter before it is sent."""

    template_name = "partners/admin/input.html"
    header_icon = "comment"
    form_class = AnswerForm

    def get_page_title(self):
        return gettext("Input no. %(number)s") % {"number": self.input.pk}

    def get_context_data(self, **kwargs):
        facts = {
            "input": self.input,
            "steps": whole_life_of(self.input),
            "sections": desk_sections(self.request, self.input),
            "seen": marker_of(self.input),
            "theme_form": ThemeForm(initial={"theme": self.input.theme}),
            "assignee_form": AssigneeForm(initial={"assignee": self.input.assignee}),
            "remark_form": RemarkForm(),
            "draft": draft_of(self.input),
            "buttons": buttons(),
            "is_hidden": self.input.status == Input.Status.HIDDEN,
            "is_new": self.input.status == Input.Status.NEW,
        }
        return super().get_context_data(**facts | kwargs)

    def form_valid(self, form):
        step, seen = self.request.POST.get("step"), self.request.POST.get("seen", "")
        if step == "preview":
            return self.preview(form)
        try:
            told = hand_in(self.input, step=step, **form.cleaned_data, by=self.request.user, seen=seen)
        except InputError as error:
            # As it is now: what others did in the same moment stands in the history below.
            self.input = self.inputs.get(pk=self.input.pk)
            form.add_error(None, why_not(self.input, error, seen=seen))
            return self.form_invalid(form)
        return self.done(told)

    def preview(self, form):
        answer = Answer(input=self.input, by=self.request.user, at=timezone.now(), **form.cleaned_data)
        context = self.get_context_data(
            form=form, seen=self.request.POST.get("seen", ""), preview=preview_of(answer)
        )
        return self.render_to_response(context)


def preview_of(answer):
    """The letter that the giver would get, in the giver's language."""
    language = answer.input.language
    with translation.override(language):
        return kinds.render_composed(answered_letter(answer), language=language)


class ConsiderInput(AtInput, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        consider_input(self.input, by=request.user)
        messages.success(request, gettext("The input is being considered."))
        return redirect(self.get_success_url())


class UnhideInput(AtInput, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        unhide_input(self.input, by=request.user)
        messages.success(request, gettext("The input is shown again."))
        return redirect(self.get_success_url())


class SetTheme(AtInput, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        form = ThemeForm(request.POST)
        if form.is_valid():
            set_theme(self.input, theme=form.cleaned_data["theme"], by=request.user)
            messages.success(request, gettext("The theme is saved."))
        else:
            messages.error(request, gettext("That theme no longer exists."))
        return redirect(self.get_success_url())


class AssignInput(AtInput, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        form = AssigneeForm(request.POST)
        if form.is_valid():
            assign_input(self.input, assignee=form.cleaned_data["assignee"], by=request.user)
            messages.success(request, gettext("Who handles it is saved."))
        else:
            messages.error(request, gettext("That person does not answer input any more."))
        return redirect(self.get_success_url())


class AddRemark(AtInput, DeskForm):
    page_title = _("Remark")
    header_icon = "edit"
    form_class = RemarkForm
    submit_label = _("Save the remark")

    def get_trail(self):
        number = gettext("Input no. %(number)s") % {"number": self.input.pk}
        return [*super().get_trail(), (self.get_success_url(), number)]

    def form_valid(self, form):
        add_remark(self.input, text=form.cleaned_data["remark"], by=self.request.user)
        return self.done(gettext("The remark is saved."))


class HideInput(AtInput, DeskForm):
    page_title = _("Hide input")
    header_icon = "view"
    form_class = HideForm
    submit_label = _("Hide, and tell the giver")
    submit_icon = "cross"
    is_serious = True

    def get_trail(self):
        number = gettext("Input no. %(number)s") % {"number": self.input.pk}
        return [*super().get_trail(), (self.get_success_url(), number)]

    def form_valid(self, form):
        hide_input(self.input, **form.cleaned_data, by=self.request.user)
        return self.done(gettext("The input is hidden, and the giver is told why."))


class InputDesk(DeskViewSet):
    name = "inputs"
    url_prefix = "innspill"
    icon = "comment"
    menu_label = _("Input")
    menu_name = "inputs"
    menu_order = 220
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_answer(user)

    def get_urlpatterns(self):
        return [
            path("", InputList.as_view(), name="index"),
            path("results/", InputList.as_view(results_only=True), name="results"),
            path("export.<str:file_format>", InputExport.as_view(), name="export"),
            path("used/<int:pk>/", InputsUsed.as_view(), name="used"),
            path("several/", SeveralInputs.as_view(), name="several"),
            path("filters/", SavedFilters.as_view(), name="filters"),
            path("filters/new/", SaveFilter.as_view(), name="save_filter"),
            path("filters/<int:pk>/", RenameFilter.as_view(), name="rename_filter"),
            path("filters/<int:pk>/delete/", DeleteFilter.as_view(), name="delete_filter"),
            path("draft/<int:pk>/", DraftPage.as_view(), name="draft"),
            path("<int:pk>/", InputPage.as_view(), name="input"),
            path("<int:pk>/consider/", ConsiderInput.as_view(), name="consider"),
            path("<int:pk>/theme/", SetTheme.as_view(), name="theme"),
            path("<int:pk>/assign/", AssignInput.as_view(), name="assign"),
            path("<int:pk>/remark/", AddRemark.as_view(), name="remark"),
            path("<int:pk>/hide/", HideInput.as_view(), name="hide"),
            path("<int:pk>/unhide/", UnhideInput.as_view(), name="unhide"),
        ]


class DeleteTheme(DeleteView):
    """A theme that some input has stays: the inputs must get another one first."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, gettext("Some input has this theme. Give it another theme first."))
            return redirect(self.get_success_url())


class ThemeDesk(ModelViewSet):
    model = Theme
    delete_view_class = DeleteTheme
    icon = "tag"
    name = "themes"
    url_prefix = "temaer"
    menu_label = _("Themes")
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["name", "name_en", "order"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    ordering = ["order", "name"]
    panels = [FieldPanel("name"), FieldPanel("name_en"), FieldPanel("slug"), FieldPanel("order")]


class UnansweredPanel(Component):
    """On the admin's front page: how many inputs wait, and how long the oldest has waited."""

    name = "unanswered_inputs"
    template_name = "partners/admin/unanswered_panel.html"
    order = 120

    def get_context_data(self, parent_context):
        return unanswered_facts() | {"url": reverse("inputs:index")}


input_desk = InputDesk()
theme_desk = ThemeDesk()
