"""The coordinator's page for several inputs at once: those of the queue as it is filtered, to be ticked."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from home.programme import answers_need_approval
from partners.inputs.actions import marker_of
from partners.inputs.admin_forms import SeveralForm
from partners.inputs.drafting import draft_answers
from partners.inputs.drafts import draft_of
from partners.inputs.errors import NeedsApproval
from partners.inputs.queue import InputFilters, found_by, in_queue_order, queue
from partners.inputs.rules import may_answer
from partners.inputs.several import answer_inputs, assign_inputs, consider_inputs, set_themes
from portal.desk import DeskForm

MOST = 50


class SeveralInputs(DeskForm):
    """The first of the queue as it is filtered, each with a box, and what to do with what is ticked."""

    page_title = _("Several inputs at once")
    template_name = "partners/admin/several.html"
    header_icon = "comment"
    form_class = SeveralForm
    submit_label = _("Do it with those that are ticked")

    def may_enter(self, user):
        return may_answer(user)

    def get_trail(self):
        return [(reverse("inputs:index"), gettext("Input"))]

    def get_success_url(self):
        return f"{reverse('inputs:several')}?{self.request.GET.urlencode()}"

    @cached_property
    def needs_approval(self):
        return answers_need_approval()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"needs_approval": self.needs_approval}

    @cached_property
    def shown(self):
        rows = InputFilters(self.request.GET, queryset=queue(), request=self.request).qs
        if words := self.request.GET.get("q", ""):
            rows = found_by(rows, words)
        return list(in_queue_order(rows).prefetch_related("answers")[:MOST])

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        ticked = kwargs.pop("ticked", None) or form["inputs"].value() or []
        rows = [
            {
                "input": each,
                "seen": marker_of(each),
                "is_ticked": str(each.pk) in ticked,
                "draft": draft_of(each),
            }
            for each in self.shown
        ]
        return super().get_context_data(form=form, rows=rows, most=MOST, **kwargs)

    def form_valid(self, form):
        chosen = form.cleaned_data
        done, left = getattr(self, f"do_{chosen['what']}")(chosen)
        n = len(done)
        if n or not left:
            told = ngettext("%(n)s input is done.", "%(n)s inputs are done.", n) % {"n": n}
            messages.success(self.request, told)
        if left:
            return self.left_alone(form, left)
        return redirect(self.get_success_url())

    def left_alone(self, form, left):
        """Those that are not done stay ticked, and what was written stays in the form."""
        numbers = ", ".join(str(each.pk) for each in left)
        told = gettext(
            "Somebody has answered or changed these meanwhile, hidden them or begun a draft, so they did not "
            "get this answer: no. %(numbers)s. What you wrote is still here. Look at them, then press again."
        )
        form.add_error(None, told % {"numbers": numbers})
        context = self.get_context_data(form=form, ticked=[str(each.pk) for each in left])
        return self.render_to_response(context, status=422)

    def do_answer(self, chosen):
        if self.needs_approval:
            return self.do_draft(chosen, ask=True)
        try:
            return answer_inputs(chosen["inputs"], **self.given(chosen))
        except NeedsApproval:
            return [], chosen["inputs"]

    def do_draft(self, chosen, *, ask=False):
        draft, left = draft_answers(chosen["inputs"], **self.given(chosen), ask=ask)
        return (list(draft.inputs.all()) if draft else []), left

    def given(self, chosen):
        seen = {each.pk: self.request.POST.get(f"seen_{each.pk}", "") for each in chosen["inputs"]}
        answer = {name: chosen[name] for name in ("status", "text")}
        return answer | {"by": self.request.user, "seen": seen}

    def do_consider(self, chosen):
        return consider_inputs(chosen["inputs"], by=self.request.user), []

    def do_theme(self, chosen):
        return set_themes(chosen["inputs"], theme=chosen["theme"], by=self.request.user), []

    def do_assignee(self, chosen):
        return assign_inputs(chosen["inputs"], assignee=chosen["assignee"], by=self.request.user), []
