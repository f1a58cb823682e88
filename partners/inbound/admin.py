"""Answers by mail that are held: the coordinator reads each, and posts or discards it."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn

from partners.inbound.actions import accept, discard
from partners.inbound.addresses import is_on
from partners.inbound.errors import AlreadyDecided, CannotAnswer
from partners.inbound.models import MailReply
from partners.inbound.places import longest_in
from partners.inbound.rules import may_decide_replies
from partners.notices.kinds import places_of
from portal.desk import DeskList, DeskView, DeskViewSet, Gated, TimeColumn


class DecidesReplies(Gated):
    def may_enter(self, user):
        return may_decide_replies(user)


class HeldList(DecidesReplies, DeskList):
    page_title = _("Held e-mail")
    header_icon = "mail"
    model = MailReply
    index_url_name = "mail_replies:index"
    index_results_url_name = "mail_replies:results"
    search_fields = ["user__name", "sender"]
    default_ordering = "received_at"
    verbose_name_plural = _("answers by e-mail")
    columns = [
        TitleColumn("user", label=_("From"), accessor="user.name", url_name="mail_replies:reply"),
        Column("sender", label=_("E-mail")),
        Column("reason", label=_("Why it is held"), accessor="get_reason_display"),
        TimeColumn("received_at", label=_("Received"), sort_key="received_at"),
    ]

    def get_base_queryset(self):
        return MailReply.objects.held()


class AtReply(DecidesReplies):
    """At one that is held. One that is decided meanwhile is not there any more."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = kwargs["pk"]

    def reply(self):
        return get_object_or_404(MailReply.objects.held(), pk=self.pk)


class ReplyPage(AtReply, DeskView):
    template_name = "partners/admin/mail_reply.html"
    header_icon = "mail"

    def get_page_title(self):
        return gettext("Held e-mail no. %(number)s") % {"number": self.pk}

    def get_trail(self):
        return [(reverse("mail_replies:index"), gettext("Held e-mail"))]

    def get_context_data(self, **kwargs):
        reply = self.reply()
        return super().get_context_data(
            reply=reply,
            place=places_of(reply.user, [reply.place]).get(reply.place),
            can_be_posted=0 < len(reply.text) <= longest_in(reply.place),
            **kwargs,
        )


class DecideReply(AtReply, View):
    """Post it or discard it; what somebody else has decided meanwhile stays decided."""

    http_method_names = ["post"]

    def post(self, request, pk, decision):
        try:
            messages.success(request, self.decide(self.reply(), decision))
        except AlreadyDecided:
            messages.warning(request, gettext("Somebody else has decided it meanwhile."))
        except CannotAnswer:
            messages.error(request, gettext("It cannot be posted: they may not write there now."))
            return redirect("mail_replies:reply", pk)
        return redirect("mail_replies:index")

    def decide(self, reply, decision):
        if decision == "godta":
            accept(reply, by=self.request.user)
            return gettext("It is posted in their name.")
        discard(reply, by=self.request.user, revoke="revoke" in self.request.POST)
        return gettext("It is discarded.")


class MailReplyDesk(DeskViewSet):
    name = "mail_replies"
    url_prefix = "holdt-epost"
    icon = "mail"
    menu_label = _("Held e-mail")
    menu_name = "mail_replies"
    menu_order = 236
    add_to_admin_menu = True

    def may_enter(self, user):
        return is_on() and may_decide_replies(user)

    def get_urlpatterns(self):
        return [
            path("", HeldList.as_view(), name="index"),
            path("results/", HeldList.as_view(results_only=True), name="results"),
            path("<int:pk>/", ReplyPage.as_view(), name="reply"),
            path("<int:pk>/godta/", DecideReply.as_view(), {"decision": "godta"}, name="accept"),
            path("<int:pk>/forkast/", DecideReply.as_view(), {"decision": "forkast"}, name="discard"),
        ]


mail_reply_desk = MailReplyDesk()
