"""The moderators' desk: reports, one reply or input with what can be done about it, and who is kept out."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from laces.components import Component
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from partners.inputs.models import Input
from partners.inputs.sections import desk_section
from partners.threads.admin_forms import DecideForm, ExcludeForm, RedactForm, SeenForm, TalkForm
from partners.threads.errors import MayNot, NothingFound
from partners.threads.models import Exclusion, Reply
from partners.threads.moderating import (
    ask_to_change,
    exclude,
    hide,
    keep,
    lift,
    set_talk,
    writer_of,
)
from partners.threads.queue import case_of, cases, things_of, to_be_seen, waiting
from partners.threads.reading import thread_of
from partners.threads.redacting import redact
from partners.threads.rules import may_moderate, talk_about
from partners.threads.seeing import look_through, show_again
from portal.desk import DeskForm, DeskView, DeskViewSet, Gated

SHOWN = 200
WAITING_SHOWN = 100


class Moderates(Gated):
    def may_enter(self, user):
        return may_moderate(user)


class ReportsPage(Moderates, DeskForm):
    """What waits to be seen, to be let through or kept back; and what is reported and not decided."""

    template_name = "partners/admin/reports.html"
    form_class = SeenForm
    page_title = pgettext_lazy("moderation", "Reports")
    header_icon = "warning"

    @cached_property
    def header_buttons(self):
        return [HeaderButton(_("Kept out"), url=reverse("threads:exclusions"), icon_name="user")]

    def get_context_data(self, **kwargs):
        found = cases()
        form = kwargs.pop("form", None) or self.get_form()
        ticked = kwargs.pop("ticked", None) or form["things"].value() or []
        return super().get_context_data(
            cases=found[:SHOWN],
            more=max(0, len(found) - SHOWN),
            form=form,
            waiting=[(each, each.key in ticked) for each in self.waiting],
            **kwargs,
        )

    @cached_property
    def waiting(self):
        return to_be_seen(most=WAITING_SHOWN)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"waiting": self.waiting}

    def get_success_url(self):
        return reverse("threads:index")

    def form_valid(self, form):
        things = things_of(form.cleaned_data["things"])
        kinds = {thing: "svar" if isinstance(thing, Reply) else "innspill" for thing in things}
        seen = {
            (kind, thing.pk): self.request.POST.get(f"seen_{kind}-{thing.pk}", "")
            for thing, kind in kinds.items()
        }
        approve = form.cleaned_data["decision"] == SeenForm.APPROVE
        facts = {"reason": form.cleaned_data["reason"], "by": self.request.user}
        done, left = look_through(things, approve=approve, seen=seen, **facts)
        n = len(done)
        if n and approve:
            messages.success(self.request, ngettext("%(n)s is shown.", "%(n)s are shown.", n) % {"n": n})
        elif n:
            told = ngettext("%(n)s is not shown.", "%(n)s are not shown.", n) % {"n": n}
            messages.success(self.request, told)
        return self.left_alone(form, left) if left else redirect("threads:index")

    def left_alone(self, form, left):
        """What was changed or decided meanwhile is shown as it is now, and still ticked."""
        self.__dict__.pop("waiting", None)
        form.add_error(
            None,
            gettext(
                "Somebody has changed or decided some of them meanwhile. Read those that are ticked anew."
            ),
        )
        keys = [case_of(thing).kind + f"-{thing.pk}" for thing in left]
        return self.render_to_response(self.get_context_data(form=form, ticked=keys), status=422)


class AtThing(Moderates):
    """At a reply, or at an input: the address says which by its name."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.thing = self.find(kwargs["kind"], kwargs["pk"])
        self.case = case_of(self.thing)

    @staticmethod
    def find(kind, pk):
        if kind == "svar":
            replies = Reply.objects.in_thread().select_related("input__page", "input__giver", "author")
            return get_object_or_404(replies, pk=pk)
        return get_object_or_404(Input.objects.select_related("page", "giver"), pk=pk)

    def get_success_url(self):
        return reverse("threads:case", args=[self.case.kind, self.thing.pk])

    def get_trail(self):
        own = [] if isinstance(self, CasePage) else [(self.get_success_url(), self.case.title)]
        return [
            (reverse("threads:index"), pgettext("moderation", "Reports")),
            (
                reverse("inputs:input", args=[self.case.input.pk]),
                gettext("Input no. %(number)s") % {"number": self.case.input.pk},
            ),
            *own,
        ]


class CasePage(AtThing, DeskForm):
    """A reply or an input with its reports, and the decision about it."""

    template_name = "partners/admin/case.html"
    header_icon = "warning"
    form_class = DecideForm
    submit_label = _("Decide, and tell those it concerns")

    def get_page_title(self):
        return self.case.title

    def get_context_data(self, **kwargs):
        facts = {
            "case": self.case,
            "thing": self.thing,
            "is_hidden": self.thing.state == Reply.State.HIDDEN
            if self.case.reply
            else self.thing.status == Input.Status.HIDDEN,
            "is_deleted": bool(self.case.reply) and self.thing.state == Reply.State.DELETED,
            "writer": writer_of(self.thing),
        }
        return super().get_context_data(**facts | kwargs)

    def form_valid(self, form):
        decision, reason = form.cleaned_data["decision"], form.cleaned_data["reason"]
        verb = {DecideForm.KEEP: keep, DecideForm.HIDE: hide, DecideForm.ASK: ask_to_change}[decision]
        verb(self.thing, reason=reason, by=self.request.user)
        messages.success(self.request, gettext("It is decided, and those it concerns are told."))
        return redirect("threads:index")


class ReplyCase(Moderates, View):
    """The short way from a reply in the thread to its place at the desk."""

    def get(self, request, pk):
        return redirect("threads:case", "svar", pk)


class RestoreReply(AtThing, View):
    http_method_names = ["post"]

    def post(self, request, kind, pk):
        if not self.case.reply:
            raise Http404
        show_again(self.thing, by=request.user)
        messages.success(request, gettext("The reply is shown again."))
        return redirect(self.get_success_url())


class ActsOnThing(AtThing, DeskForm):
    """A form of its own, below what it is about."""

    template_name = "partners/admin/at_thing.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(case=self.case, thing=self.thing, **kwargs)


class RedactThing(ActsOnThing):
    header_icon = "cut"
    form_class = RedactForm
    submit_label = _("Remove for good")
    submit_icon = "bin"
    is_serious = True

    def get_page_title(self):
        return gettext("Remove words") if self.case.reply else gettext("Remove words or files")

    @cached_property
    def files(self):
        return [] if self.case.reply else list(self.thing.files.filter(erased_at=None))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"files": self.files}

    def form_valid(self, form):
        going = form.cleaned_data.pop("files", [])
        spared = [each.pk for each in self.files if str(each.pk) not in going]
        try:
            redact(self.thing, **form.cleaned_data, spared=spared, by=self.request.user)
        except NothingFound:
            form.add_error("words", gettext("These words stand nowhere in the thread."))
            return self.form_invalid(form)
        return self.done(gettext("It is removed. Who, when and why is kept; what was removed is not."))


class ExcludeWriter(ActsOnThing):
    page_title = _("Keep the author out")
    header_icon = "user"
    form_class = ExcludeForm
    submit_label = _("Keep out, and tell why")
    is_serious = True

    def form_valid(self, form):
        writer = writer_of(self.thing)
        try:
            if writer is None:
                raise MayNot
            email, language = writer
            exclude(email=email, language=language, **form.cleaned_data, by=self.request.user)
        except MayNot:
            form.add_error(None, gettext("Nobody can be kept out here: they work here, or are forgotten."))
            return self.form_invalid(form)
        messages.success(self.request, gettext("They are kept out, and told why."))
        return redirect("threads:exclusions")


class ExclusionsPage(Moderates, DeskView):
    """Who is kept from taking part, until when and why."""

    template_name = "partners/admin/exclusions.html"
    page_title = _("Kept out")
    header_icon = "user"

    def get_trail(self):
        return [(reverse("threads:index"), pgettext("moderation", "Reports"))]

    def get_context_data(self, **kwargs):
        rows = Exclusion.objects.select_related("person__user", "by")
        return super().get_context_data(exclusions=rows[:SHOWN], **kwargs)


class LiftExclusion(Moderates, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        lift(get_object_or_404(Exclusion, pk=pk), by=request.user)
        messages.success(request, gettext("They may take part again, and are told."))
        return redirect("threads:exclusions")


class TalkPage(Moderates, DeskForm):
    """Until when one replies and votes about a page, and who sees the votes."""

    page_title = _("The conversation")
    header_icon = "cog"
    form_class = TalkForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page.objects.filter(inputs__isnull=False).distinct(), pk=kwargs["pk"])

    def get_page_subtitle(self):
        return self.page.title

    def get_trail(self):
        return [(reverse("inputs:index"), gettext("Input"))]

    def get_initial(self):
        talk = talk_about(self.page)
        return {"closes_at": talk.closes_at, "counts": talk.counts}

    def get_success_url(self):
        return f"{reverse('inputs:index')}?page={self.page.pk}"

    def form_valid(self, form):
        set_talk(self.page, **form.cleaned_data, by=self.request.user)
        return self.done(gettext("The conversation about the page is changed."))


class ThreadDesk(DeskViewSet):
    name = "threads"
    url_prefix = "samtaler"
    icon = "warning"
    menu_label = pgettext_lazy("moderation", "Reports")
    menu_name = "threads"
    menu_order = 222
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_moderate(user)

    def get_urlpatterns(self):
        at = "<str:kind>/<int:pk>/"
        return [
            path("", ReportsPage.as_view(), name="index"),
            path("svar/<int:pk>/", ReplyCase.as_view(), name="reply"),
            path(f"sak/{at}", CasePage.as_view(), name="case"),
            path(f"sak/{at}restore/", RestoreReply.as_view(), name="restore"),
            path(f"sak/{at}redact/", RedactThing.as_view(), name="redact"),
            path(f"sak/{at}exclude/", ExcludeWriter.as_view(), name="exclude"),
            path("utestengt/", ExclusionsPage.as_view(), name="exclusions"),
            path("side/<int:pk>/", TalkPage.as_view(), name="talk"),
            path("utestengt/<int:pk>/lift/", LiftExclusion.as_view(), name="lift"),
        ]


class ReportsPanel(Component):
    """On the admin's front page: how much is reported, and how long the oldest has waited."""

    name = "reported_inputs"
    template_name = "partners/admin/reports_panel.html"
    order = 125

    def get_context_data(self, parent_context):
        return waiting() | {"url": reverse("threads:index")}


@desk_section(order=50)
def conversation_at_desk(request, input):
    """Votes, and each reply with the way to what can be done about it."""
    replies = list(input.replies.in_thread())
    context = {
        "thread": thread_of(request.user, input),
        "replies": replies,
        "reported": len(case_of(input).reports),
    }
    return "partners/admin/_thread.html", context


thread_desk = ThreadDesk()
