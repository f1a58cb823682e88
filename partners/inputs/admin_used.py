"""After a page is published: which inputs the new version takes up, and why not the others."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Page

from home.programme import answers_need_approval
from partners.inputs.actions import marker_of
from partners.inputs.admin_forms import TEXT_LIMIT
from partners.inputs.drafting import draft_answers
from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.inputs.several import say_what_was_used
from portal.desk import DeskForm
from portal.text import TextField

MOST = 50
VERDICTS = [Input.Status.ADOPTED, Input.Status.PARTLY, Input.Status.NOT_ADOPTED]


class VerdictForm(forms.Form):
    """Of one input: what comes of it, and why. Nothing chosen leaves it as it is."""

    status = forms.ChoiceField(
        label=_("What comes of it"),
        choices=[("", _("Not decided now")), *((status.value, status.label) for status in VERDICTS)],
        required=False,
    )
    text = TextField(
        label=_("Reason"), max_length=TEXT_LIMIT, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args, input, seen, **kwargs):
        super().__init__(*args, prefix=f"input-{input.pk}", **kwargs)
        self.input = input
        self.seen = seen
        self.fields["seen"] = forms.CharField(initial=seen, required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        status, text = cleaned.get("status"), cleaned.get("text")
        if status and not text and "text" not in self.errors:
            self.add_error("text", _("Say how it is used, or why not."))
        if text and not status and "status" not in self.errors:
            self.add_error("status", _("Choose what comes of it."))
        return cleaned


class InputsUsed(DeskForm):
    """The inputs about a page that wait for an answer, each with what the published version makes of it."""

    template_name = "partners/admin/used.html"
    header_icon = "comment"
    submit_label = _("Publish the answers")
    is_anew = False

    def may_enter(self, user):
        return may_answer(user)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.about = get_object_or_404(Page.objects.live(), pk=kwargs["pk"])

    def get_page_title(self):
        return gettext("How the inputs are used: %(title)s") % {"title": self.about.title}

    def get_trail(self):
        return [(reverse("inputs:index"), gettext("Input"))]

    def get_success_url(self):
        return reverse("inputs:used", args=[self.about.pk])

    @cached_property
    def needs_approval(self):
        return answers_need_approval()

    @property
    def posted(self):
        """What was handed in; None when the page is shown anew."""
        return self.request.POST if self.request.method == "POST" and not self.is_anew else None

    @cached_property
    def waiting(self):
        """Those that wait for an answer, or that one was written to: others may have answered meanwhile."""
        rows = Input.objects.about(self.about).oldest_first()
        if self.posted is None:
            rows = rows.unanswered()
        else:
            keys = [key.removeprefix("input-").removesuffix("-seen") for key in self.posted]
            rows = rows.filter(pk__in=[key for key in keys if key.isdecimal() and len(key) < 16])
        return list(rows.select_related("theme").prefetch_related("answers").defer("search")[:MOST])

    @cached_property
    def verdict_forms(self):
        return [VerdictForm(self.posted, input=each, seen=marker_of(each)) for each in self.waiting]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            verdict_forms=self.verdict_forms,
            about=self.about,
            form=forms.Form(),
            needs_approval=self.needs_approval,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if [form for form in self.verdict_forms if not form.is_valid()]:
            return self.render_to_response(self.get_context_data(), status=422)
        chosen = [form for form in self.verdict_forms if form.cleaned_data["status"]]
        verdicts = {form.input: (form.cleaned_data["status"], form.cleaned_data["text"]) for form in chosen}
        seen = {form.input.pk: form.cleaned_data["seen"] for form in chosen}
        done, left = self.give(verdicts, seen)
        self.tell(done)
        if left:
            return self.left_alone(verdicts, left)
        return redirect(self.get_success_url())

    def give(self, verdicts, seen):
        """Publish them; or draft one answer for those that are alike where somebody else must approve."""
        by = self.request.user
        if not self.needs_approval:
            return say_what_was_used(self.about, verdicts, by=by, seen=seen)
        done, left = [], []
        for status, text in dict.fromkeys(verdicts.values()):
            alike = [input for input, verdict in verdicts.items() if verdict == (status, text)]
            facts = {"ask": True, "version": self.about.live_revision}
            draft, out = draft_answers(alike, status=status, text=text, by=by, seen=seen, **facts)
            done += draft.inputs.all() if draft else []
            left += out
        return done, left

    def left_alone(self, verdicts, left):
        """What was written to those that have changed is shown again, to be copied: they may be answered."""
        keys = {input.pk: verdict for input, verdict in verdicts.items()}
        kept = [{"input": each, "text": keys[each.pk][1]} for each in left]
        for name in ("waiting", "verdict_forms"):
            self.__dict__.pop(name, None)
        self.is_anew = True
        return self.render_to_response(self.get_context_data(kept=kept), status=422)

    def tell(self, done):
        n = len(done)
        if not n:
            return
        if self.needs_approval:
            told = ngettext("%(n)s answer waits for approval.", "%(n)s answers wait for approval.", n)
            messages.success(self.request, told % {"n": n})
            return
        told = ngettext("%(n)s input is answered.", "%(n)s inputs are answered.", n) % {"n": n}
        messages.success(self.request, told)


def ask_what_was_used(request, page):
    """Once a page is published: lead whoever may answer to the inputs about it that wait."""
    waiting = Input.objects.about(page).unanswered().count()
    if not waiting:
        return
    told = ngettext(
        "%(n)s input about this page waits for an answer. Does this version take it up?",
        "%(n)s inputs about this page wait for an answer. Does this version take them up?",
        waiting,
    ) % {"n": waiting}
    buttons = []
    if may_answer(request.user):
        address = reverse("inputs:used", args=[page.pk])
        buttons = [messages.button(address, gettext("Say how they are used"))]
    messages.warning(request, told, buttons=buttons)
