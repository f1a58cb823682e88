"""The coordinator's desk: all meetings, one meeting with numbers and history, and what can be done."""

import django_filters
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from partners.inputs.rules import may_answer
from portal.desk import DeskForm, DeskList, DeskView, DeskViewSet, TimeColumn
from workshops.admin_forms import CancelMeetingForm, MoveForm, VideoLinkForm
from workshops.live import admin as live_admin
from workshops.meetings import desk
from workshops.meetings.actions import cancel_meeting, move_meeting, set_video_link
from workshops.meetings.at_meeting import AtMeeting, RunsMeetings
from workshops.meetings.message_admin import WriteMessage
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage, first_locale_id
from workshops.meetings.phase import phase
from workshops.meetings.rules import may_run
from workshops.meetings.seats import listed_seats
from workshops.signups.models import SignUp


def seats_in_words(workshop):
    """Taken and wanted seats of a listed meeting, each way on its own: «12/30»."""
    words = []
    for attendance, each in listed_seats(workshop).items():
        label = f"{SignUp.Attendance(attendance).label}: " if len(workshop.attendances) > 1 else ""
        capacity = "" if each.capacity is None else f"/{each.capacity}"
        words.append(f"{label}{each.taken}{capacity}")
    return ", ".join(words)


def waiting_in_words(workshop):
    return sum(each.waiting for each in listed_seats(workshop).values())


def phase_in_words(workshop):
    if not workshop.live:
        return gettext("Draft")
    return phase(workshop, seats=listed_seats(workshop)).label


def link_in_words(workshop):
    if not workshop.has_video:
        return "–"
    return gettext("Set") if workshop.desk.video_link else gettext("Missing")


class MeetingFilters(WagtailFilterSet):
    when = django_filters.ChoiceFilter(
        label=_("When"),
        method="by_time",
        choices=[("upcoming", _("Upcoming")), ("past", _("Past"))],
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=WorkshopPage.Kind.choices)

    class Meta:
        model = WorkshopPage
        fields = ["when", "kind"]

    def by_time(self, queryset, name, value):
        now = timezone.now()
        return queryset.filter(end__gte=now) if value == "upcoming" else queryset.filter(end__lt=now)


class MeetingList(RunsMeetings, DeskList):
    page_title = _("Meetings")
    header_icon = "calendar-alt"
    index_url_name = "meetings:index"
    index_results_url_name = "meetings:results"
    search_fields = ["title", "place"]
    default_ordering = "-start"
    filterset_class = MeetingFilters
    verbose_name_plural = _("meetings")
    columns = [
        TitleColumn("title", label=_("Meeting"), url_name="meetings:desk", sort_key="title"),
        TimeColumn("start", label=_("Starts"), sort_key="start"),
        StatusTagColumn("phase", label=_("Phase"), accessor=phase_in_words, primary=lambda each: each.live),
        Column("seats", label=_("Seats taken"), accessor=seats_in_words),
        NumberColumn("waiting", label=_("Waiting"), accessor=waiting_in_words),
        NumberColumn("input_count", label=_("Inputs")),
        Column("link", label=_("Video link"), accessor=link_in_words),
        NumberColumn("failed_count", label=_("Failed letters")),
    ]

    @cached_property
    def header_buttons(self):
        lists = WorkshopIndexPage.objects.filter(locale=first_locale_id()).order_by("pk")
        mine = [each for each in lists if each.permissions_for_user(self.request.user).can_add_subpage()]
        if not mine:
            return []
        address = reverse("wagtailadmin_pages:add", args=["workshops", "workshoppage", mine[0].pk])
        return [HeaderButton(gettext("New meeting"), url=address, icon_name="plus")]

    def get_base_queryset(self):
        return desk.meetings()


class MeetingDesk(AtMeeting, RunsMeetings, DeskView):
    template_name = "workshops/admin/meeting.html"

    def get_page_title(self):
        return self.workshop.title

    def get_trail(self):
        return super().get_trail()[:1]

    @cached_property
    def header_more_buttons(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.workshop.pk])
        buttons = [Button(gettext("Edit page"), url=edit, icon_name="edit")]
        if self.workshop.live:
            buttons.append(Button(gettext("View page"), url=self.workshop.url, icon_name="view"))
        return buttons

    def get_context_data(self, **kwargs):
        workshop, now = self.workshop, timezone.now()
        meeting_desk = workshop.desk
        return super().get_context_data(
            desk=meeting_desk,
            phase=phase_in_words(workshop),
            seats=[(SignUp.Attendance(name).label, each) for name, each in listed_seats(workshop).items()],
            statuses=status_rows(workshop),
            letters=desk.letter_numbers(workshop),
            history=desk.history(workshop),
            inputs_url=self.inputs_url(),
            lacks_link=workshop.has_video and not meeting_desk.video_link and not meeting_desk.cancelled_at,
            is_open=not meeting_desk.cancelled_at and workshop.end > now,
            **kwargs,
        )

    def inputs_url(self):
        if not may_answer(self.request.user):
            return ""
        return f"{reverse('inputs:index')}?page={self.workshop.pk}"


def status_rows(workshop):
    numbers = desk.status_numbers(workshop)
    return [(value, label, numbers.get(value, 0)) for value, label in SignUp.Status.choices]


class MeetingForm(AtMeeting, RunsMeetings, DeskForm):
    """One thing done to a meeting that is still to be held; to another one it does not exist."""

    template_name = "workshops/admin/meeting_form.html"
    page_title = ""
    explanation = ""

    def get(self, request, *args, **kwargs):
        return self.refuse() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.refuse() or super().post(request, *args, **kwargs)

    def refuse(self):
        """Back to the desk with a sentence when the meeting can no longer be changed."""
        if self.workshop.desk.cancelled_at:
            reason = gettext("The meeting is cancelled.")
        elif self.workshop.end <= timezone.now():
            reason = gettext("The meeting is over.")
        else:
            return None
        messages.error(self.request, reason)
        return redirect(self.get_success_url())

    def get_explanation(self):
        return self.explanation

    def get_context_data(self, **kwargs):
        return super().get_context_data(explanation=self.get_explanation(), **kwargs)


def people(count):
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": count}


class SetLink(MeetingForm):
    page_title = _("Video link")
    header_icon = "link"
    form_class = VideoLinkForm
    submit_label = _("Save and tell participants")

    def get_initial(self):
        return {"video_link": self.workshop.desk.video_link}

    def refuse(self):
        if not self.workshop.has_video:
            messages.error(self.request, gettext("The meeting is on site only: it has no video link."))
            return redirect(self.get_success_url())
        return super().refuse()

    def get_explanation(self):
        seated = self.workshop.signups.seated().filter(attendance=SignUp.Attendance.VIDEO).count()
        if self.workshop.link_due <= timezone.now():
            words = gettext("%(people)s who take part on video get the link by mail at once.")
        elif self.workshop.desk.video_link:
            words = gettext(
                "%(people)s take part on video. Those who already have the old link get the new one at once, "
                "the others at %(time)s."
            )
        else:
            words = gettext("%(people)s take part on video. They get the link by mail at %(time)s.")
        due = date_format(timezone.localtime(self.workshop.link_due), "DATETIME_FORMAT")
        return words % {"people": people(seated), "time": due}

    def form_valid(self, form):
        set_video_link(self.workshop, link=form.cleaned_data["video_link"], by=self.request.user)
        return self.done(gettext("The video link is saved."))


class MoveMeeting(MeetingForm):
    page_title = _("Move meeting")
    header_icon = "time"
    form_class = MoveForm
    submit_label = _("Move and tell participants")

    def get_initial(self):
        return {"start": self.workshop.start, "end": self.workshop.end, "place": self.workshop.place}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"workshop": self.workshop}

    def get_explanation(self):
        told = people(self.workshop.signups.active().count())
        return gettext(
            "%(people)s with a seat or on the waiting list are told by mail, with an updated calendar entry. "
            "Reminders that have not been sent move with the meeting. Times are local time in Norway."
        ) % {"people": told}

    def form_valid(self, form):
        try:
            move_meeting(self.workshop, by=self.request.user, **form.cleaned_data)
        except ValidationError as error:
            form.take_errors(error)
            return self.form_invalid(form)
        return self.done(gettext("The meeting is moved, and everybody signed up is told."))


class CancelMeeting(MeetingForm):
    page_title = _("Cancel meeting")
    header_icon = "cross"
    form_class = CancelMeetingForm
    submit_label = _("Cancel the meeting")
    submit_icon = "cross"
    is_serious = True

    def get_explanation(self):
        told = people(self.workshop.signups.active().count())
        return gettext(
            "%(people)s with a seat or on the waiting list are told by mail, and the meeting is taken out of "
            "their calendars. Letters that wait are not sent."
        ) % {"people": told}

    def form_valid(self, form):
        cancel_meeting(self.workshop, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.done(gettext("The meeting is cancelled, and everybody signed up is told."))


class MeetingsDesk(DeskViewSet):
    name = "meetings"
    url_prefix = "moter"
    icon = "calendar-alt"
    menu_label = _("Meetings")
    menu_name = "meetings"

    def may_enter(self, user):
        return may_run(user)

    def get_urlpatterns(self):
        return [
            path("", MeetingList.as_view(), name="index"),
            path("results/", MeetingList.as_view(results_only=True), name="results"),
            path("<int:pk>/", MeetingDesk.as_view(), name="desk"),
            path("<int:pk>/lenke/", SetLink.as_view(), name="link"),
            path("<int:pk>/flytt/", MoveMeeting.as_view(), name="move"),
            path("<int:pk>/avlys/", CancelMeeting.as_view(), name="cancel"),
            path("<int:pk>/melding/", WriteMessage.as_view(), name="message"),
            *live_admin.urlpatterns,
        ]
