"""A draft answer at the desk: written on, sent for approval, sent back, published."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from home.programme import answers_need_approval
from partners.inputs.actions import marker_of
from partners.inputs.admin_forms import AnswerForm, ReturnForm
from partners.inputs.drafting import change_draft, discard_draft, publish_draft, return_draft
from partners.inputs.drafts import AnswerDraft
from partners.inputs.errors import DraftChanged, NeedsApproval
from partners.inputs.rules import may_answer, may_approve
from portal.desk import DeskForm

OTHERS = _(
    "Somebody has changed, published or discarded the draft since you opened it, and nothing of yours "
    "is done. What you wrote is still here."
)


class DraftPage(DeskForm):
    """One draft with the inputs that it is to answer, and what can be done with it."""

    page_title = _("Draft answer")
    template_name = "partners/admin/draft.html"
    header_icon = "edit"
    form_class = AnswerForm

    def may_enter(self, user):
        return may_answer(user)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        drafts = AnswerDraft.objects.select_related("by", "returned_by", "closed_by")
        self.draft = get_object_or_404(drafts, pk=kwargs["pk"])

    def get_trail(self):
        return [(reverse("inputs:index"), gettext("Input"))]

    def get_success_url(self):
        inputs = list(self.draft.drafted.values_list("input", flat=True)[:2])
        return reverse("inputs:input", args=inputs) if len(inputs) == 1 else reverse("inputs:index")

    def get_initial(self):
        return {"status": self.draft.status, "text": self.draft.text}

    @cached_property
    def needs_approval(self):
        return answers_need_approval()

    @cached_property
    def rows(self):
        """Each input, with whether it is otherwise than when the draft was written."""
        drafted = self.draft.drafted.select_related("input__page", "input__theme")
        rows = drafted.prefetch_related("input__answers")
        return [
            {
                "input": row.input,
                "seen": marker_of(row.input),
                "is_open": row.is_open,
                "has_changed": row.is_open and row.seen != marker_of(row.input),
            }
            for row in rows
        ]

    def get_context_data(self, **kwargs):
        facts = {
            "draft": self.draft,
            "rows": self.rows,
            "needs_approval": self.needs_approval,
            "may_approve": may_approve(self.request.user, self.draft),
            "return_form": ReturnForm(),
        }
        return super().get_context_data(**facts | kwargs)

    def post(self, request, *args, **kwargs):
        step = request.POST.get("step", "")
        if step not in ("approve", "return", "discard"):
            return super().post(request, *args, **kwargs)
        try:
            return getattr(self, f"do_{step}")(self.turn_seen)
        except DraftChanged:
            self.draft.refresh_from_db()
            return self.refused(OTHERS)
        except NeedsApproval:
            return self.refused(
                gettext("Somebody else than who wrote it must approve it, once that is asked for.")
            )

    @property
    def turn_seen(self):
        turn = self.request.POST.get("turn", "")
        return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 9 else 0

    def refused(self, words):
        """The page as it is now; a remark that was written stays."""
        return_form = ReturnForm(self.request.POST)
        return_form.is_valid()
        return_form.errors.clear()
        return self.render_to_response(
            self.get_context_data(
                form=AnswerForm(initial=self.get_initial()), refused=words, return_form=return_form
            ),
            status=422,
        )

    def do_return(self, turn):
        form = ReturnForm(self.request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=AnswerForm(initial=self.get_initial()), return_form=form)
            return self.render_to_response(context, status=422)
        return_draft(self.draft, **form.cleaned_data, by=self.request.user, turn=turn)
        return self.done(gettext("The draft is sent back to who wrote it."))

    def do_discard(self, turn):
        discard_draft(self.draft, by=self.request.user, turn=turn)
        return self.done(gettext("The draft is discarded. The inputs can be answered otherwise."))

    def form_valid(self, form):
        step = self.request.POST.get("step")
        if step == "send" and self.needs_approval:
            form.add_error(None, gettext("Somebody else must approve the answer before it is published."))
            return self.form_invalid(form)
        try:
            # Who publishes another's words unchanged does not become their author.
            if step == "send" and form.cleaned_data == self.get_initial():
                return self.do_approve(self.turn_seen)
            draft = self.saved(form, ask=step == "ask")
            if step == "send":
                return self.do_approve(draft.turn)
        except DraftChanged:
            self.draft.refresh_from_db()
            form.add_error(None, OTHERS)
            return self.form_invalid(form)
        if draft.asked_at:
            return self.done(gettext("The answer waits for somebody else to approve it."))
        return self.done(gettext("The draft is saved. Only those who answer input see it."))

    def saved(self, form, *, ask):
        keys = [row["input"].pk for row in self.rows]
        seen = {pk: value for pk in keys if (value := self.request.POST.get(f"seen_{pk}"))}
        facts = {"by": self.request.user, "turn": self.turn_seen, "seen": seen, "ask": ask}
        return change_draft(self.draft, **form.cleaned_data, **facts)

    def do_approve(self, turn):
        answered, left = publish_draft(self.draft, by=self.request.user, turn=turn)
        if not left:
            n = len(answered)
            told = ngettext("%(n)s input is answered.", "%(n)s inputs are answered.", n) % {"n": n}
            return self.done(told)
        numbers = ", ".join(str(each.pk) for each in left)
        told = gettext(
            "Changed or answered since the draft was written, and not answered now: no. %(numbers)s."
        )
        messages.warning(self.request, told % {"numbers": numbers})
        return redirect("inputs:draft", self.draft.pk)
