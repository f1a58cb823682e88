"""Forms that robots fill in too fast, or too fully. A person who presses the button again gets through."""

from datetime import timedelta

from django import forms
from django.core import signing

from portal.forms import HoneypotField

SHORTEST = timedelta(seconds=3)
AGAIN = "again"


class PacedForm(forms.Form):
    """Knows when it was shown. `in_doubt` is asked once the form is valid; then show `asked_again()`.

    A signed stamp goes with the form. A form that was in doubt carries a stamp that says so, and is let
    through as soon as it comes back with the trap empty.
    """

    website = HoneypotField()
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shown"].initial = _signer().sign("first")

    @property
    def in_doubt(self):
        return bool(self.cleaned_data.get("website")) or not _plausible(self.cleaned_data.get("shown", ""))

    def asked_again(self):
        """The same form with everything typed in it, ready to be sent once more."""
        self.data = self.data.copy()
        self.data[self.add_prefix("website")] = ""
        self.data[self.add_prefix("shown")] = _signer().sign(AGAIN)
        return self


def _signer():
    return signing.TimestampSigner(salt="portal.pace")


def _plausible(stamp):
    try:
        if _signer().unsign(stamp) == AGAIN:
            return True
        _signer().unsign(stamp, max_age=SHORTEST)
    except signing.SignatureExpired:
        return True
    except signing.BadSignature:
        pass
    return False
