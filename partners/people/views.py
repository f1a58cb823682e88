"""«My page», and the parts of the account that allauth has no page for."""

import time
from collections import namedtuple

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.people import letters
from partners.people.actions import rename
from partners.people.forms import ConfirmItIsYouForm, LanguageForm, NameForm, ask_for_code
from partners.people.models import Person
from partners.people.sections import my_sections
from partners.people.waiting import all_that_waits

CODE_KEY = "reauthentication_code"
Sent = namedtuple("Sent", "code at")


@require_safe
@never_cache
@login_required
def my_page(request):
    """What waits, everything of one's own in a section for each subject, and the way to one's choices."""
    person = Person.objects.filter(user=request.user).first()
    context = {
        "waits": all_that_waits(request),
        "sections": my_sections(request, person),
        "language_form": LanguageForm(initial={"language": request.user.language or get_language()}),
    }
    return render(request, "partners/people/my_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def my_name(request):
    """What to be called. What has been said keeps the name that it was said under."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        rename(request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("my_page")
    return render(request, "partners/people/name.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def sign_out_everywhere(request):
    """End every session of one's own, this one too."""
    for session in UserSession.objects.filter(user=request.user):
        session.end()
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@method_decorator([never_cache, login_required], name="dispatch")
class ConfirmItIsYouView(BaseReauthenticateView):
    """A code by e-mail before something of weight is changed, for those who have no second factor."""

    form_class = ConfirmItIsYouForm
    template_name = "account/reauthenticate.html"

    @property
    def sent(self):
        kept = Sent(*self.request.session.get(CODE_KEY, ("", 0)))
        return kept if time.time() - kept.at <= app_settings.LOGIN_BY_CODE_TIMEOUT else Sent("", 0)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "expected": self.sent.code}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"sent": bool(self.sent.code)}

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") != "send":
            return super().post(request, *args, **kwargs)
        try:
            ask_for_code(request.user.email)
        except ValidationError as refused:
            messages.error(request, refused.message)
        else:
            code = get_adapter().generate_login_code()
            request.session[CODE_KEY] = [code, time.time()]
            letters.write("reauthentication_code", to=request.user.email, context={"code": code})
        return redirect(self.passthrough_next_url(request.path))

    def form_valid(self, form):
        del self.request.session[CODE_KEY]
        user = self.request.user
        record_authentication(self.request, user, method="code", reauthenticated=True, email=user.email)
        return super().form_valid(form)


def closed(request, **kwargs):
    """Nobody has a password, so there is none to change, set or forget."""
    raise Http404


def to_sign_in(request):
    """allauth's second door to the same: there is one page that asks for an address."""
    return redirect("account_login")
