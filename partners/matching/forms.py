from django import forms
from django.utils.translation import gettext_lazy as _

from partners.matching.models import Introduction
from portal.forms import PortalForm


class AnswerForm(PortalForm):
    answer = forms.ChoiceField(
        label=_("Do you want to meet?"), choices=Introduction.Answer.choices, widget=forms.RadioSelect
    )
