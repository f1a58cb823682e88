"""The doors that letters with a secret lead to: for an organisation, a group, a thread."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.ratelimit import too_many

GUESSES = {"limit": 30, "seconds": 600}


def opened_by_letter(*, find, scope, door, context):
    """Decorate the answer to an invitation, so that a view of the secret in its letter comes of it.

    `find` gives the invitation of a secret. A wrong one is answered like an address that is not there, and
    many by 429, counted by `scope`. Who is not signed in sees the template `door` with the `context`.
    """

    def decorate(answer):
        @wraps(answer)
        @require_http_methods(["GET", "HEAD", "POST"])
        @never_cache
        def opened(request, token):
            invitation = find(token)
            if invitation is None:
                if too_many(request, scope, **GUESSES):
                    return render(request, "429.html", status=429)
                raise Http404
            if not request.user.is_authenticated:
                return render(request, door, context(request, invitation))
            return answer(request, invitation)

        return opened

    return decorate


def masked(email):
    """Enough of an address to know one's own by: k…@example.no."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
