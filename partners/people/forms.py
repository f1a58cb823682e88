"""allauth's forms in our words, and the codes they take counted."""

from datetime import timedelta

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.people.adapters import UNTIMELY
from portal.forms import PortalForm, PortalFormMixin, Switch
from portal.mail.topics import topics
from portal.ratelimit import allow
from portal.text import LineField

# However many sessions a guesser opens, one address is asked for and tried so often and no more.
CODES_AN_HOUR = 10
TRIES_AN_HOUR = 15
HOUR = timedelta(hours=1)
EMAIL = {"autocomplete": "email", "inputmode": "email"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 12}


class OurForm(PortalFormMixin):
    """No words inside the fields: they vanish when they are needed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


def ask_for_code(email):
    """Count one more code to an address. Raises ValidationError when there have been too many."""
    if not allow(f"people.code:{email.lower()}", limit=CODES_AN_HOUR, per=HOUR):
        raise ValidationError(UNTIMELY)


def try_code(code, *, expected, whose):
    """Whether the code is right. Every try counts, in one place for all sessions.

    Raises ValidationError when it is wrong, and when there have been too many tries to tell.
    """
    if not allow(f"people.try:{whose}", limit=TRIES_AN_HOUR, per=HOUR):
        raise ValidationError(UNTIMELY)
    if not compare_user_code(actual=code, expected=expected):
        raise ValidationError(_("That is not the code we sent. Check it, or ask for a new one."))


class SignInForm(OurForm, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail"), max_length=254, widget=forms.EmailInput(EMAIL)
        )

    def clean_login(self):
        login = super().clean_login()
        ask_for_code(login)
        return login


class SignUpForm(OurForm, account.SignupForm):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("We send a code there, so that we know that it is yours.")

    def clean_email(self):
        email = super().clean_email()
        ask_for_code(email)
        return email


class SocialSignUpForm(OurForm, social.SignupForm):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("We send a code there, so that we know that it is yours.")

    def clean_email(self):
        email = super().clean_email()
        ask_for_code(email)
        return email


class DisconnectForm(social.DisconnectForm):
    def clean(self):
        """allauth keeps the last one for who has no password. Here a code by e-mail opens every account."""
        return forms.Form.clean(self)


class CodeForm(OurForm):
    """A field for a code that was sent by e-mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(label=_("Code"), widget=forms.TextInput(CODE))


class SignInCodeForm(CodeForm, account.ConfirmLoginCodeForm):
    def clean_code(self):
        state = context.request._login_stage.state
        try_code(self.cleaned_data["code"], expected=self.expected_code, whose=state["email"].lower())
        return self.cleaned_data["code"]


class ConfirmAddressForm(CodeForm, account.ConfirmEmailVerificationCodeForm):
    def clean_code(self):
        try_code(self.cleaned_data["code"], expected=self.expected_code, whose=self.email.lower())
        return super().clean_code()


class ConfirmItIsYouForm(CodeForm, forms.Form):
    """The code that a signed-in person gets before something of weight is changed."""

    def __init__(self, *args, user, expected, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.expected = expected

    def clean_code(self):
        try_code(self.cleaned_data["code"], expected=self.expected, whose=f"user:{self.user.pk}")
        return self.cleaned_data["code"]


class ChangeAddressForm(OurForm, account.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].help_text = _(
            "We send a code there. Until you have typed it in, nothing changes."
        )

    def clean_email(self):
        email = super().clean_email()
        ask_for_code(email)
        return email


class AppForm(OurForm):
    """A field for a code from the app, or a recovery code; tries are counted as for codes by e-mail."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app, or a recovery code")

    def clean_code(self):
        if not allow(f"people.app:{self.user.pk}", limit=TRIES_AN_HOUR, per=HOUR):
            raise ValidationError(UNTIMELY)
        return super().clean_code()


class AppCodeForm(AppForm, mfa.AuthenticateForm):
    pass


class ConfirmAppCodeForm(AppForm, mfa.ReauthenticateForm):
    pass


class AddAppForm(OurForm, totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows now")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class AddPasskeyForm(OurForm, webauthn.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].help_text = _("So that you know it again, for example «My phone».")


class SignUpPasskeyForm(OurForm, webauthn.SignupWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")


class RenamePasskeyForm(OurForm, webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")


class NameForm(PortalFormMixin, forms.Form):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))


class LanguageForm(PortalForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("nb", "Norsk bokmål"), ("en", "English")], widget=forms.RadioSelect
    )


class LettersForm(PortalForm):
    """A switch for each topic that may be turned off; `unwanted` are those that are.

    Letters to those `at_work` for the municipality are for them alone to choose.
    """

    def __init__(self, *args, unwanted, at_work, **kwargs):
        super().__init__(*args, **kwargs)
        for topic in topics(optional=True, at_work=at_work):
            self.fields[topic.code] = forms.BooleanField(
                label=topic.name,
                help_text=topic.about,
                required=False,
                initial=topic.code not in unwanted,
                widget=Switch,
            )

    @property
    def wanted(self):
        return {code for code, is_wanted in self.cleaned_data.items() if is_wanted}


class CloseForm(PortalForm):
    sure = forms.BooleanField(label=_("I understand what is deleted and what stays."))
