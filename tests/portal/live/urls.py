"""The portal's addresses, and a page with a room."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from partners.inputs.models import Theme
from portal.live.actions import tell
from portal.urls import urlpatterns as portal_urls
from tests.portal.live.kinds import HALL, WORDS


def titles():
    """Something that changes: what the page shows is read from the database."""
    return Theme.objects.order_by("pk").values_list("pk", "name")


def hall(request):
    entrance = HALL.entrance("page")
    words = WORDS.entrance("page")
    lines = range(int(request.GET.get("lines", 0)))
    context = {"entrance": entrance, "words": words, "titles": titles(), "lines": lines}
    return render(request, "live_tests/hall.html", context)


def fragment(request):
    return render(request, "live_tests/_titles.html", {"titles": titles()})


@csrf_exempt
def tell_hall(request, key):
    """Tells one change or several, in the process that serves."""
    for number in range(int(request.GET.get("times", 1))):
        tell(HALL, key, what="said", text=request.GET.get("text", ""), n=number)
    return HttpResponse("told")


urlpatterns = [
    path("live-tests/", hall),
    path("live-tests/titles/", fragment),
    path("live-tests/tell/<slug:key>/", tell_hall),
    *portal_urls,
]
handler400 = "portal.errors.bad_request"
