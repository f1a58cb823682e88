"""The outbox in the admin: what waits, what was sent, what failed and why, and sending again."""

import logging

import django_filters
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.log_actions import log

from portal.desk import DeskList, DeskView, DeskViewSet, Gated, TimeColumn
from portal.mail import kinds, outbox
from portal.mail.models import Letter

logger = logging.getLogger(__name__)

LETTER_LOG_ACTIONS = {
    "portal.letter.send_again": (_("Send letter again"), _("Letter sent again")),
    "portal.letter.void": (_("Take letter back"), _("Letter taken back before it was sent")),
}

_names = {}


def name_kinds(names):
    """Let the app that owns some kinds of letters say what they are called in the outbox."""
    _names.update(names)


def name_of(letter):
    return _names.get(letter.kind, letter.kind)


def may_see_letters(user):
    return user.has_perm("portal.view_letter")


def may_handle_letters(user):
    return user.has_perm("portal.change_letter")


def preview(letter):
    """The letter as it was sent, or as it would read now: (Rendered or None, what went wrong or "")."""
    if letter.state == Letter.State.SENT:
        return kinds.Rendered(letter.subject, letter.text, letter.html, letter.calendar), ""
    try:
        return kinds.render(letter), ""
    # Whatever its writer stumbles over, the coordinator must still see the letter's facts.
    except Exception as error:
        logger.exception("Letter %s of kind %s cannot be composed", letter.pk, letter.kind)
        return None, f"{type(error).__name__}: {error}"


class SeesLetters(Gated):
    def may_enter(self, user):
        return may_see_letters(user)


class HandlesLetters(Gated):
    def may_enter(self, user):
        return may_see_letters(user) and may_handle_letters(user)


class LetterFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Letter.State.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=lambda: sorted(_names.items(), key=str))

    class Meta:
        model = Letter
        fields = ["state", "kind"]


class LetterStateColumn(StatusTagColumn):
    def __init__(self):
        waits = (Letter.State.WAITING, Letter.State.FAILED)
        super().__init__(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda letter: letter.state in waits,
            sort_key="state",
        )


class LetterList(SeesLetters, DeskList):
    page_title = _("Letters")
    header_icon = "mail"
    model = Letter
    results_template_name = "portal/admin/letter_results.html"
    index_url_name = "letters:index"
    index_results_url_name = "letters:results"
    search_fields = ["to", "subject"]
    default_ordering = "-created_at"
    filterset_class = LetterFilters
    verbose_name_plural = _("letters")
    columns = [
        TitleColumn("kind", label=_("Letter"), accessor=name_of, url_name="letters:letter"),
        Column("to", label=_("To"), sort_key="to"),
        LetterStateColumn(),
        TimeColumn("created_at", label=_("Written"), sort_key="created_at"),
        TimeColumn("send_after", label=_("Send after"), sort_key="send_after"),
        TimeColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
        NumberColumn("attempts", label=_("Attempts")),
        Column("last_error", label=_("What the mail server said"), classname="desk-clip"),
    ]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        only_failed = self.filters.form["state"].value() == Letter.State.FAILED
        may_send = only_failed and may_handle_letters(self.request.user)
        return context | {"may_send_failed": may_send and bool(context["object_list"])}

    def get_base_queryset(self):
        return Letter.objects.defer("text", "html", "calendar")

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "-pk")


class LetterPage(SeesLetters, DeskView):
    template_name = "portal/admin/letter.html"
    header_icon = "mail"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.letter = get_object_or_404(Letter, pk=kwargs["pk"])

    def get_page_title(self):
        return name_of(self.letter)

    def get_trail(self):
        return [(outbox_desk.url("index"), gettext("Letters"))]

    def get_context_data(self, **kwargs):
        private = kinds.is_private(self.letter.kind)
        rendered, trouble = (None, "") if private else preview(self.letter)
        return super().get_context_data(
            letter=self.letter,
            rendered=rendered,
            trouble=trouble,
            is_private=private,
            may_handle=may_handle_letters(self.request.user),
            may_void=self.letter.state in (Letter.State.WAITING, Letter.State.FAILED),
            **kwargs,
        )


@method_decorator(
    csp_replace(
        {
            "default-src": [NONE],
            "script-src": [NONE],
            "style-src": [UNSAFE_INLINE],
            "img-src": ["data:"],
            "frame-ancestors": [SELF],
        }
    ),
    name="dispatch",
)
class LetterBody(SeesLetters, View):
    """The letter's HTML alone, for the sandboxed frame on its page: it runs nothing and fetches nothing."""

    def get(self, request, pk):
        letter = get_object_or_404(Letter, pk=pk)
        rendered, _trouble = (None, "") if kinds.is_private(letter.kind) else preview(letter)
        if rendered is None:
            raise Http404
        response = HttpResponse(rendered.html)
        response["Cache-Control"] = "private, no-store"
        return response


class SendAgain(HandlesLetters, View):
    """Pressing twice is harmless: while the copy waits, no other is written."""

    http_method_names = ["post"]

    def post(self, request, pk):
        letter = get_object_or_404(Letter, pk=pk)
        copies = Letter.objects.waiting().filter(dedupe_key__startswith=f"{letter.dedupe_key[:140]}#")
        again = copies.first() or outbox.send_again(letter)
        log(letter, "portal.letter.send_again", user=request.user, data={"letter": again.pk})
        messages.success(request, gettext("The letter will be sent in a moment."))
        return redirect("letters:letter", again.pk)


class TakeBack(HandlesLetters, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        letter = get_object_or_404(Letter, pk=pk)
        if outbox.take_back(letter):
            log(letter, "portal.letter.void", user=request.user)
            messages.success(request, gettext("The letter is taken back. It will not be sent."))
        else:
            messages.error(request, gettext("The letter could not be taken back: it is on its way or sent."))
        return redirect("letters:letter", letter.pk)


class SendFailedAgain(HandlesLetters, View):
    """Everything that failed goes back in the queue: for the day after the mail server was down."""

    http_method_names = ["post"]

    def post(self, request):
        failed = list(Letter.objects.failed())
        for letter in failed:
            outbox.send_again(letter)
            log(letter, "portal.letter.send_again", user=request.user)
        messages.success(
            request,
            ngettext(
                "%(count)s letter will be sent again.", "%(count)s letters will be sent again.", len(failed)
            )
            % {"count": len(failed)},
        )
        return redirect("letters:index")


class OutboxDesk(DeskViewSet):
    name = "letters"
    url_prefix = "brev"
    icon = "mail"
    menu_label = _("Letters")
    menu_name = "letters"
    menu_order = 310
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_see_letters(user)

    def get_urlpatterns(self):
        return [
            path("", LetterList.as_view(), name="index"),
            path("results/", LetterList.as_view(results_only=True), name="results"),
            path("send-failed/", SendFailedAgain.as_view(), name="send_failed"),
            path("<int:pk>/", LetterPage.as_view(), name="letter"),
            path("<int:pk>/body/", LetterBody.as_view(), name="body"),
            path("<int:pk>/send/", SendAgain.as_view(), name="send"),
            path("<int:pk>/void/", TakeBack.as_view(), name="void"),
        ]


outbox_desk = OutboxDesk()
