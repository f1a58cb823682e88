"""What a list of inputs can be narrowed by. Each choice stands in the address, so a list can be shared."""

from itertools import groupby

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models import ConceptPage
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

    group = forms.ChoiceField(
        label=_("Group by"),
        choices=[("", _("No groups")), ("place", _("Page and section")), ("theme", _("Theme"))],
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

    @property
    def narrows(self):
        """Whether anything is chosen that could leave something out."""
        return any(self.data.get(name) for name in self.fields if name != "group")

    @property
    def chosen(self):
        return self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})

    @property
    def grouped_by(self):
        return self.chosen.get("group") or ""

    def narrow(self, inputs):
        """`inputs` as chosen."""
        chosen = self.chosen
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


def concept_pages():
    """The published pages of the concept in the reader's language, in the order of the site."""
    return _concepts(language=get_language() or "nb")


def _every_concept_page():
    pages = visible_to_all(ConceptPage.objects.filter(locale__language_code=Given("language")))
    return pages.only("title").order_by("path")


_concepts = Prepared(_every_concept_page)


def page_choices(questions, chosen):
    """The concept's pages, those that ask something, and the one that is chosen whatever it is."""
    concepts = {page.pk: page.title for page in concept_pages()}
    asking = {each.page_id: each.page.title for each in questions if each.page_id not in concepts}
    known, others = concepts | asking, {}
    if chosen and chosen.isascii() and chosen.isdigit() and len(chosen) < 10 and int(chosen) not in known:
        others = dict(visible_to_all(Page.objects.filter(pk=chosen)).values_list("pk", "title"))
    groups = [(_("The concept"), concepts), (_("Meetings and questions"), asking)]
    return [
        ("", _("Everything")),
        *((label, list(pages.items())) for label, pages in groups if pages),
        *others.items(),
    ]


def question_choices(questions):
    groups = groupby(questions, key=lambda question: question.page)
    return [
        ("", _("All questions")),
        *((page.title, [(q.pk, q.text) for q in asked]) for page, asked in groups),
    ]
