"""What every request for signing in, or for the admin, passes."""

import time

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

# Their answer to a known address is made of other work than to an unknown one.
EVEN = (
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_email",
    "socialaccount_signup",
)
# What the owner of a closed account may still do.
STILL_OPEN = ("keep_account", "account_logout", "letters_off")
ACCOUNT = ("account_", "mfa_", "socialaccount_", "usersessions_")


class AccountPagesMiddleware:
    """Answers at an even pace, so that no clock tells who has an account, and 422 to a form with errors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.monotonic()
        response = self.get_response(request)
        if request.method == "POST" and _name_of(request) in EVEN:
            time.sleep(max(0, settings.SIGN_IN_SECONDS - (time.monotonic() - began)))
        return response

    def process_template_response(self, request, response):
        form = (response.context_data or {}).get("form")
        if (
            _name_of(request).startswith(ACCOUNT)
            and response.status_code == 200
            and getattr(form, "errors", None)
        ):
            response.status_code = 422
        return response


class ClosedAccountMiddleware:
    """Shows to the owner of a closed account nothing but the way to regret it, and the way out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        # Without a session nobody is signed in, and a page that asks for none stays the same for everyone.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path_info.startswith("/demo/"):
            return None
        is_closed = request.user.is_authenticated and request.user.is_closed
        return redirect("keep_account") if is_closed and _name_of(request) not in STILL_OPEN else None


class StaffSecondFactorMiddleware:
    """Opens the admin to those who work there only when they have a passkey or an app for codes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            settings.STAFF_MFA_REQUIRED
            and request.path_info.startswith("/admin/")
            and needs_second_factor(request.user)
        ):
            messages.warning(
                request, _("Add a passkey or an app before you open the municipality's own pages.")
            )
            return redirect("mfa_index")
        return self.get_response(request)


def works_in_admin(user):
    """Whether the admin is open to the account, but for its second factor."""
    return user.is_authenticated and (user.is_staff or user.has_perm("wagtailadmin.access_admin"))


def needs_second_factor(user):
    """Works there, and has neither passkey nor app."""
    return works_in_admin(user) and not is_mfa_enabled(user)


def _name_of(request):
    return (request.resolver_match and request.resolver_match.url_name) or ""
