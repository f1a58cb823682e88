"""Where allauth asks us: who may, how letters look, what secrets look like in the database."""

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from partners.people import letters
from partners.people.secrets import decrypt, encrypt

UNTIMELY = _("You have tried too many times. Wait a little, and ask for a new code.")


class AccountAdapter(DefaultAccountAdapter):
    """Anyone may have an account; what it opens is decided by rules."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is the address that you have already."),
        "email_taken": _("This address can't be used here."),
        "incorrect_code": _("That is not the code we sent. Check it, or ask for a new one."),
        "rate_limited": _("That was too fast. Wait a little, and try again."),
        "same_as_current": _("This is the address that you have already."),
        "too_many_login_attempts": UNTIMELY,
    }

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request):
        """«My page», in the language that the person has chosen."""
        with override(request.user.language or get_language()):
            return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix, email, context):
        """Write allauth's letter as ours: in the outbox, in the reader's language, in the site's look."""
        letters.write(template_prefix.rpartition("/")[2], to=email, context=context)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Nothing of weight is changed in a session that has not lately shown a code, passkey or app.

        allauth would let an account with nothing but an e-mail address pass, so it is stopped here: who has
        taken over a session has not taken over the mailbox.
        """
        request = self.request
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records), default=0)
        if timezone.now().timestamp() - latest > app_settings.REAUTHENTICATION_TIMEOUT:
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user):
        """A second factor for those who have one; a code by e-mail for the others."""
        if not user.is_authenticated:
            return []
        offered = [
            each for each in super().get_reauthentication_methods(user) if each["id"] != "reauthenticate"
        ]
        names = {
            "mfa_reauthenticate": gettext("Use a code from the app, or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        by_code = {
            "id": "reauthenticate_by_code",
            "description": gettext("Get a code by e-mail"),
            "url": reverse("account_reauthenticate"),
        }
        return [each | {"description": names[each["id"]]} for each in offered] or [by_code]


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That is not the right code. Check it, and try again."),
        "unverified_email": _("Confirm your e-mail address first."),
        "cannot_generate_recovery_codes": _("Add a passkey or an app first."),
    }

    def encrypt(self, text):
        return encrypt(text)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text)

    def get_totp_issuer(self):
        return settings.WAGTAIL_SITE_NAME

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
