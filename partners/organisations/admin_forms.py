from django import forms
from django.utils.translation import gettext_lazy as _

from partners.organisations.models import Organisation
from portal.text import LineField

REASON_LIMIT = Organisation._meta.get_field("reason").max_length


class ReasonForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("Its members get this by e-mail, and see it on the organisation's page."),
    )
