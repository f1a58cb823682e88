"""What a list of inputs can be narrowed by. Each choice stands in the address, so a list can be shared."""

from itertools import groupby

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.visibility import visible_to_all
from partners.inputs.models import Input, Question, Theme
from portal.forms import PortalBoundField, PortalForm
from portal.prepared import Given, Prepared
from portal.text import LineField

PUBLIC_STATUSES = [choice for choice in Input.Status.choices if choice[0] != Input.Status.HIDDEN]


class FilterBoundField(PortalBoundField):
    """A choice that narrows a list is never a must, so its label does not say so."""

    marked_optional = False


class InputFilterForm(PortalForm):
    """A GET form. What does not make sense narrows nothing."""

    bound_field_class = FilterBoundField
    folded = ("page", "question", "status", "answered")

    q = LineField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All themes"),
    )
    page = forms.ModelChoiceField(
        label=_("Said about"), queryset=Page.objects.none(), required=False, empty_label=_("Everything")
    )
    question = forms.ModelChoiceField(
        label=_("Question"), queryset=Question.objects.none(), required=False, empty_label=_("All questions")
    )
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All statuses")), *PUBLIC_STATUSES], required=False
    )
    answered = forms.ChoiceField(
        label=_("Answer"),
        choices=[("", _("With and without")), ("yes", _("With an answer")), ("no", _("Without an answer"))],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asking = asking_questions()
        self.fields["page"].queryset = visible_to_all(Page.objects.all())
        self.fields["page"].choices = page_choices(asking, self.data.get("page"))
        self.fields["question"].queryset = Question.objects.filter(page__live=True)
        self.fields["question"].choices = question_choices(asking)

    @property
    def unfolded(self):
        return any(self.data.get(name) for name in self.folded)

    def narrow(self, inputs):
        """`inputs` as chosen."""
        chosen = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if page := chosen.get("page"):
            inputs = inputs.about(page)
        if question := chosen.get("question"):
            inputs = inputs.filter(question__in=question.in_each_language())
        if theme := chosen.get("theme"):
            inputs = inputs.filter(theme=theme)
        if status := chosen.get("status"):
            inputs = inputs.filter(status=status)
        if answered := chosen.get("answered"):
            inputs = inputs.answered() if answered == "yes" else inputs.unanswered()
        return inputs.matching(chosen.get("q") or "")


def asking_questions():
    """The questions of the published pages in the reader's language, newest page first."""
    return _asking(language=get_language() or "nb")


def _every_asking_question():
    pages = visible_to_all(Page.objects.filter(locale__language_code=Given("language")))
    questions = Question.objects.filter(page__in=pages.order_by()).select_related("page")
    questions = questions.only("text", "page__title")
    return questions.order_by("-page__first_published_at", "-page_id", "sort_order", "pk")


_asking = Prepared(_every_asking_question)


def page_choices(questions, chosen):
    choices = {question.page_id: question.page.title for question in questions}
    if chosen and chosen.isascii() and chosen.isdigit() and len(chosen) < 10 and int(chosen) not in choices:
        choices |= dict(visible_to_all(Page.objects.filter(pk=chosen)).values_list("pk", "title"))
    return [("", _("Everything")), *choices.items()]


def question_choices(questions):
    groups = groupby(questions, key=lambda question: question.page)
    return [
        ("", _("All questions")),
        *((page.title, [(q.pk, q.text) for q in asked]) for page, asked in groups),
    ]
