"""Signing in with ID-porten: off until it is configured.

ID-porten knows a person by `sub`, a number that means nothing elsewhere. The national identity number that
comes with it is thrown away before anything is stored.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.views import connections as allauth_connections
from allauth.usersessions.models import UserSession
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

# What is kept of an ID token: never `pid`, and no name or number besides.
KEPT = ("sub", "acr", "iss", "sid")


class IdPortenProvider(OpenIDConnectProvider):
    def extract_extra_data(self, data):
        return {"id_token": {key: data["id_token"][key] for key in KEPT if key in data["id_token"]}}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def get_provider(self, request, provider, client_id=None):
        found = super().get_provider(request, provider, client_id)
        return IdPortenProvider(request, app=found.app) if isinstance(found, OpenIDConnectProvider) else found

    def pre_social_login(self, request, sociallogin):
        """Let nobody in on a lower level than we ask for: the visitor can edit what is asked."""
        token = sociallogin.account.extra_data["id_token"]
        if token.get("acr") not in settings.ID_PORTEN_LEVELS:
            raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


def is_configured():
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


def remember_session(request, sociallogin):
    """Note which session at ID-porten this one belongs to, so that it can be ended from there."""
    # Saved at once: allauth throws away its note of a session that it can't find in the store.
    request.session.save()
    UserSession.objects.create_from_request(request)
    token = sociallogin.account.extra_data["id_token"]
    session = UserSession.objects.filter(session_key=request.session.session_key)
    session.update(data={"iss": token.get("iss", ""), "sid": token.get("sid", "")})


@require_safe
@never_cache
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def front_channel_logout(request):
    """End the sessions that belong to one at ID-porten, which shows this address in a frame when it ends.

    No cookie comes along, so the session is known by who issued it and its number there. The answer is the
    same whether there was one, and anybody may frame it: it shows nothing and does nothing more.
    """
    issuer, number = request.GET.get("iss"), request.GET.get("sid")
    if issuer and number:
        for session in UserSession.objects.filter(data__iss=issuer, data__sid=number):
            session.end()
    return render(request, "partners/people/signed_out_there.html")


def connections(request):
    """One's sign-in with ID-porten; an unknown address where it is not in use."""
    if not is_configured():
        raise Http404
    return allauth_connections(request)
