"""The coordinator's desk for matching: what could be met by whom, and who has been asked."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from partners.matching.actions import introduce
from partners.matching.errors import NotAMatch
from partners.matching.introductions import introductions
from partners.matching.rules import may_introduce
from partners.matching.suggestions import suggestions
from partners.proposals.models import Resource
from portal.desk import DeskView, DeskViewSet, Gated

SHOWN = 100


class Introduces(Gated):
    def may_enter(self, user):
        return may_introduce(user)


class MatchingPage(Introduces, DeskView):
    """Suggestions, oldest need first, and what has come of introductions."""

    template_name = "partners/admin/matching.html"
    page_title = _("Matching")
    header_icon = "group"

    def get_context_data(self, **kwargs):
        found = suggestions()
        return super().get_context_data(
            suggestions=found[:SHOWN],
            more=max(0, len(found) - SHOWN),
            introductions=introductions()[:SHOWN],
            **kwargs,
        )


class Introduce(Introduces, View):
    http_method_names = ["post"]

    def post(self, request):
        need, offer = (self.resource(name) for name in ("need", "offer"))
        try:
            introduce(need, offer, by=request.user)
        except NotAMatch:
            messages.error(
                request, gettext("One of them has changed what they need or have. Nobody is asked.")
            )
        else:
            messages.success(request, gettext("Both are asked whether they want to meet."))
        return redirect(reverse("matching:index"))

    def resource(self, name):
        value = self.request.POST.get(name, "")
        if not (value.isascii() and value.isdigit()):
            raise Http404
        return get_object_or_404(Resource, pk=value)


class MatchingDesk(DeskViewSet):
    name = "matching"
    url_prefix = "koblinger"
    icon = "group"
    menu_label = _("Matching")
    menu_name = "matching"
    menu_order = 14

    def may_enter(self, user):
        return may_introduce(user)

    def get_urlpatterns(self):
        return [
            path("", MatchingPage.as_view(), name="index"),
            path("introduce/", Introduce.as_view(), name="introduce"),
        ]


matching_desk = MatchingDesk()
