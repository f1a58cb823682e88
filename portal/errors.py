"""The pages that say what went wrong."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request, reason=""):
    """A form whose session or origin does not match: nothing was saved, and the page says how to go on."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception=None):
    """What we cannot read. The page asks nothing of the request, whose host may be the forged part."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return HttpResponse(render_to_string("400.html"), status=400)


def too_large(request):
    """More than any form of ours sends. The rest of the body is not read, so the connection ends."""
    return HttpResponse(render_to_string("413.html"), status=413, headers={"Connection": "close"})
