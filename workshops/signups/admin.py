"""Sign-ups in the admin: the list, one sign-up, adding by hand, the list at the door, on paper, as a file."""

import django_filters
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import Button

from partners.people.actions import person_for
from portal.desk import DeskForm, DeskList, DeskView, DeskViewSet, TimeColumn
from workshops.admin_forms import SignUpAddForm, SignUpChangeForm
from workshops.meetings.at_meeting import AtMeeting, RunsMeetings
from workshops.meetings.models import WorkshopPage
from workshops.meetings.rules import may_run
from workshops.signups.actions import (
    cancel_sign_up,
    change_sign_up,
    check_in,
    mark_absent,
    sign_up,
    take_back_note,
)
from workshops.signups.errors import NoSeat, NoSeatLeft, SignUpClosed, WrongAttendance
from workshops.signups.exports import WRITERS, export
from workshops.signups.models import SignUp
from workshops.signups.rules import why_closed, why_fixed

REFUSALS = (NoSeat, NoSeatLeft, SignUpClosed, WrongAttendance)


def fixed_in_words(signup):
    """Why a sign-up can no longer be changed, or ""."""
    reason = why_fixed(signup)
    if reason == SignUpClosed.Reason.SIGNED_OFF:
        return gettext("This sign-up is cancelled.")
    return reason and SignUpClosed(reason).message or ""


class SignUpFilters(WagtailFilterSet):
    workshop = django_filters.ModelChoiceFilter(
        label=_("Meeting"), queryset=lambda request: WorkshopPage.objects.originals().order_by("-start")
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=SignUp.Status.choices)
    attendance = django_filters.ChoiceFilter(label=_("Takes part"), choices=SignUp.Attendance.choices)
    on_behalf_of = django_filters.ChoiceFilter(label=_("On behalf of"), choices=SignUp.OnBehalfOf.choices)

    class Meta:
        model = SignUp
        fields = ["workshop", "status", "attendance", "on_behalf_of"]


class SignUpList(RunsMeetings, DeskList):
    page_title = _("Sign-ups")
    header_icon = "group"
    model = SignUp
    index_url_name = "signups:index"
    index_results_url_name = "signups:results"
    search_fields = ["name", "person__email", "organisation_name"]
    default_ordering = "-created_at"
    filterset_class = SignUpFilters
    verbose_name_plural = _("sign-ups")
    columns = [
        TitleColumn("name", label=_("Name"), url_name="signups:edit", sort_key="name"),
        Column("email", label=_("E-mail"), accessor="person.email"),
        Column("workshop", label=_("Meeting"), accessor="workshop.title"),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda signup: signup.status in SignUp.SEATED,
            sort_key="status",
        ),
        Column("attendance", label=_("Takes part"), accessor="get_attendance_display"),
        Column("organisation_name", label=_("Organisation"), sort_key="organisation_name"),
        TimeColumn("created_at", label=_("Signed up"), sort_key="created_at"),
    ]

    def get_base_queryset(self):
        return SignUp.objects.select_related("person", "workshop")

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "-pk")

    @cached_property
    def meeting(self):
        """The meeting that the list is narrowed to, if it is."""
        return self.filters.form.cleaned_data["workshop"] if self.filters.is_valid() else None

    @cached_property
    def header_more_buttons(self):
        if not self.meeting:
            return []
        query = self.request.GET.urlencode()
        labels = {"csv": gettext("Download CSV"), "xlsx": gettext("Download XLSX")}
        return [
            Button(
                labels[each],
                url=f"{reverse(f'signups:export_{each}', args=[self.meeting.pk])}?{query}",
                icon_name="download",
            )
            for each in WRITERS
        ]


class Export(AtMeeting, SignUpList):
    """The list's rows for one meeting, with the list's own filters and search."""

    def get(self, request, *args, **kwargs):
        signups = self.get_queryset().filter(workshop=self.workshop)
        return export(self.workshop, signups, file_format=kwargs["file_format"], by=request.user)


class OneSignUp(RunsMeetings):
    header_icon = "user"

    @cached_property
    def signup(self):
        queryset = SignUp.objects.select_related("person", "workshop__state")
        return get_object_or_404(queryset, pk=self.kwargs["pk"])

    @property
    def list_url(self):
        return f"{reverse('signups:index')}?workshop={self.signup.workshop_id}"

    def get_trail(self):
        workshop = self.signup.workshop
        return [
            (reverse("meetings:desk", args=[workshop.pk]), workshop.title),
            (self.list_url, gettext("Sign-ups")),
        ]


class EditSignUp(OneSignUp, DeskForm):
    template_name = "workshops/admin/signup.html"
    form_class = SignUpChangeForm

    def get_page_title(self):
        return self.signup.name

    def get_success_url(self):
        return self.list_url

    def get_initial(self):
        return {name: getattr(self.signup, name) for name in SignUpChangeForm.base_fields}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"workshop": self.signup.workshop}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            signup=self.signup, fixed=fixed_in_words(self.signup), may_note=may_note(self.signup), **kwargs
        )

    def form_valid(self, form):
        try:
            change_sign_up(self.signup, by=self.request.user, **form.cleaned_data)
        except REFUSALS as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        return self.done(gettext("The sign-up is changed."))


class AddSignUp(AtMeeting, RunsMeetings, DeskForm):
    """Somebody who phoned. The same rules as for everybody: no seat left means the waiting list."""

    page_title = _("Add somebody")
    header_icon = "plus"
    form_class = SignUpAddForm
    template_name = "workshops/admin/meeting_form.html"
    submit_label = _("Sign this person up")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"workshop": self.workshop}

    def get(self, request, *args, **kwargs):
        if reason := why_closed(self.workshop, by_hand=True):
            messages.error(request, SignUpClosed(reason).message)
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        fields = dict(form.cleaned_data)
        person = person_for(fields.pop("email"))
        already = self.workshop.signups.active().for_person(person).exists()
        try:
            signup = sign_up(self.workshop, person=person, by=self.request.user, **fields)
        except REFUSALS as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        if already:
            words = gettext("%(email)s is already signed up. Nothing was changed.")
        elif signup.status == SignUp.Status.WAITING:
            words = gettext("%(name)s is on the waiting list, and gets a letter about it.")
        else:
            words = gettext("%(name)s has a seat, and gets a letter about it.")
        return self.done(words % {"name": signup.name, "email": person.email})


class CancelSignUp(OneSignUp, DeskView):
    template_name = "workshops/admin/signup_cancel.html"
    page_title = _("Cancel sign-up")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            signup=self.signup, fixed=fixed_in_words(self.signup), list_url=self.list_url, **kwargs
        )

    def post(self, request, *args, **kwargs):
        try:
            cancel_sign_up(self.signup, by=request.user)
        except SignUpClosed as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, gettext("The sign-up is cancelled, and %s is told.") % self.signup.name)
        return redirect(self.list_url)


def may_note(signup):
    """Whether somebody can be checked in or marked absent: not when cancelled."""
    return signup.status != SignUp.Status.CANCELLED and not signup.workshop.desk.cancelled_at


def door_counts(signups):
    """How many have come, of how many with a seat."""
    return signups.order_by().aggregate(
        here=Count("pk", filter=Q(status=SignUp.Status.ATTENDED)),
        expected=Count("pk", filter=Q(status__in=SignUp.SEATED)),
    )


class Note(OneSignUp, View):
    """Checks one person in, marks them absent, or takes that back; twice is harmless.

    With htmx the row comes back.
    """

    http_method_names = ["post"]
    actions = {"here": check_in, "absent": mark_absent, "back": take_back_note}

    def post(self, request, pk, step):
        if not may_note(self.signup):
            return self.answer(gettext("This sign-up is cancelled."))
        try:
            noted = self.actions[step](self.signup, by=request.user)
        except REFUSALS as refusal:
            return self.answer(refusal.message)
        return self.answer("", noted)

    def answer(self, trouble, signup=None):
        signup = signup or self.signup
        if self.request.htmx:
            context = {"signup": signup, "trouble": trouble}
            context |= {"counts": door_counts(signup.workshop.signups.active()), "swapped": True}
            return render(self.request, "workshops/admin/_door_answer.html", context)
        if trouble:
            messages.error(self.request, trouble)
        if self.request.POST.get("from") == "edit":
            return redirect("signups:edit", signup.pk)
        return redirect(f"{reverse('signups:door', args=[signup.workshop_id])}#person-{signup.pk}")


class AtTheDoor(AtMeeting, RunsMeetings, DeskView):
    """The list for a phone at the door: names, and one press for each who comes."""

    template_name = "workshops/admin/door.html"
    page_title = _("List at the door")

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").strip()[:100]
        everybody = self.workshop.signups.active()
        found = everybody.select_related("person").order_by("name", "pk")
        for word in query.split():
            found = found.filter(Q(name__icontains=word) | Q(organisation_name__icontains=word))
        return super().get_context_data(signups=found, query=query, counts=door_counts(everybody), **kwargs)


class PrintList(AtMeeting, RunsMeetings, DeskView):
    template_name = "workshops/admin/print.html"
    page_title = _("Print list")

    def get_context_data(self, **kwargs):
        signups = self.workshop.signups.active().order_by("name", "pk")
        return super().get_context_data(signups=signups, printed=timezone.now(), **kwargs)


class SignUpsDesk(DeskViewSet):
    name = "signups"
    url_prefix = "pameldinger"
    icon = "group"
    menu_label = _("Sign-ups")
    menu_name = "signups"

    def may_enter(self, user):
        return may_run(user)

    def get_urlpatterns(self):
        return [
            path("", SignUpList.as_view(), name="index"),
            path("results/", SignUpList.as_view(results_only=True), name="results"),
            path("<int:pk>/", EditSignUp.as_view(), name="edit"),
            path("<int:pk>/avbestill/", CancelSignUp.as_view(), name="cancel"),
            path("<int:pk>/her/", Note.as_view(), {"step": "here"}, name="here"),
            path("<int:pk>/borte/", Note.as_view(), {"step": "absent"}, name="absent"),
            path("<int:pk>/angre/", Note.as_view(), {"step": "back"}, name="back"),
            path("mote/<int:pk>/ny/", AddSignUp.as_view(), name="add"),
            path("mote/<int:pk>/dor/", AtTheDoor.as_view(), name="door"),
            path("mote/<int:pk>/utskrift/", PrintList.as_view(), name="print"),
            path("mote/<int:pk>/fil.csv", Export.as_view(), {"file_format": "csv"}, name="export_csv"),
            path("mote/<int:pk>/fil.xlsx", Export.as_view(), {"file_format": "xlsx"}, name="export_xlsx"),
        ]
