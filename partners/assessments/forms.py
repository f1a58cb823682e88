"""What experts and proposers hand in."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.assessments.models import Message, Review, Score
from portal.forms import PortalForm
from portal.text import LineField, TextField

INTEREST_LIMIT = Review._meta.get_field("interest_text").max_length
OVERALL_LIMIT = Review._meta.get_field("remark").max_length
REMARK_LIMIT = Score._meta.get_field("remark").max_length
MESSAGE_LIMIT = Message._meta.get_field("text").max_length
POINTS = [("", gettext_lazy("Not yet")), *((str(points), str(points)) for points in Score.POINTS)]


class InterestForm(PortalForm):
    has_interest = forms.ChoiceField(
        label=gettext_lazy("Have you an interest in the outcome?"),
        help_text=gettext_lazy(
            "You have one if you, somebody near to you, or a business or association that you lead or own "
            "a part of, wins or loses by the decision; or if something else can make people doubt that you "
            "are impartial (forvaltningsloven § 6)."
        ),
        choices=[
            ("no", gettext_lazy("No, I have no interest in it")),
            ("yes", gettext_lazy("Yes, or somebody could think so")),
        ],
        widget=forms.RadioSelect,
    )
    text = LineField(
        label=gettext_lazy("What the interest is"),
        max_length=INTEREST_LIMIT,
        required=False,
        help_text=gettext_lazy("Only if you answered yes. The municipality reads it."),
    )

    @property
    def facts(self):
        return {
            "has_interest": self.cleaned_data["has_interest"] == "yes",
            "text": self.cleaned_data["text"],
        }


class ScoreForm(PortalForm):
    """Points and a remark for each criterion, and a remark on the whole. All of it can be saved half done."""

    def __init__(self, *args, criteria, must_be_whole=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        self.must_be_whole = must_be_whole
        for criterion in criteria:
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=str(criterion),
                help_text=criterion.meaning,
                choices=POINTS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect({"class": "om-poeng"}),
            )
            # Needed once one finishes.
            self.fields[f"points_{criterion.pk}"].conditional = True
            self.fields[f"remark_{criterion.pk}"] = LineField(
                label=_("Remark: %(criterion)s") % {"criterion": criterion},
                max_length=REMARK_LIMIT,
                required=False,
            )
        self.fields["remark"] = TextField(label=_("Overall remark"), max_length=OVERALL_LIMIT, required=False)

    def clean(self):
        cleaned = super().clean()
        for criterion in self.criteria:
            name = f"points_{criterion.pk}"
            if self.must_be_whole and name not in self.errors and cleaned.get(name) is None:
                self.add_error(
                    name, _("Give points for %(criterion)s before you finish.") % {"criterion": criterion}
                )
        return cleaned

    @property
    def points(self):
        """{criterion: (points or None, remark)}."""
        given = self.cleaned_data
        return {each: (given[f"points_{each.pk}"], given[f"remark_{each.pk}"]) for each in self.criteria}


def said_so_far(review):
    """What a reviewer has saved, as the form takes it."""
    said = {"remark": review.remark}
    for score in review.scores.all():
        said[f"points_{score.criterion_id}"] = str(score.points)
        said[f"remark_{score.criterion_id}"] = score.remark
    return said


class AnswerForm(PortalForm):
    text = TextField(label=gettext_lazy("To the municipality"), max_length=MESSAGE_LIMIT)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
