"""A meeting's live room at the coordinator's desk: opened from here, and who else leads it."""

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from partners.people.models import User
from portal.desk import DeskForm
from workshops.live.actions import let_facilitate, open_room, take_facilitation
from workshops.live.models import LiveRoom
from workshops.live.registry import files_of
from workshops.meetings.at_meeting import AtMeeting, RunsMeetings


class FacilitatorForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_(
            "Of somebody who has an account here. They get no other rights than to lead this meeting."
        ),
    )

    def clean_email(self):
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None or user.is_closed:
            raise forms.ValidationError(_("Nobody has an account with this address. Ask them to make one."))
        self.cleaned_data["user"] = user
        return self.cleaned_data["email"]


class LiveDesk(AtMeeting, RunsMeetings, DeskForm):
    """The room's state, the way to its console, and the form that lets somebody lead."""

    template_name = "workshops/admin/live.html"
    page_title = _("Live room")
    header_icon = "desktop"
    form_class = FacilitatorForm
    submit_label = _("Let them lead")

    def get_success_url(self):
        return reverse("meetings:live", args=[self.workshop.pk])

    def get_context_data(self, **kwargs):
        room = LiveRoom.objects.filter(pk=self.workshop.pk).first()
        grants = room.facilitator_grants.select_related("user").order_by("user__email") if room else []
        return super().get_context_data(
            room=room,
            facilitators=[grant.user for grant in grants],
            participants=_number_in(room),
            files=files_of(room) if room else [],
            **kwargs,
        )

    def form_valid(self, form):
        room = get_object_or_404(LiveRoom, pk=self.workshop.pk)
        let_facilitate(room, form.cleaned_data["user"], by=self.request.user)
        return self.done(gettext("They can lead this meeting now, from its page “Lead the meeting”."))


def _number_in(room):
    return room.participants.count() if room else 0


class OpenRoom(AtMeeting, RunsMeetings, DeskForm):
    """Open the room and go to its console."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if self.workshop.desk.cancelled_at or not self.workshop.live:
            messages.error(request, gettext("Only a published meeting that is held has a live room."))
            return redirect(self.get_success_url())
        return redirect("live_console", code=open_room(self.workshop, by=request.user).code)


class TakeFacilitation(AtMeeting, RunsMeetings, DeskForm):
    http_method_names = ["post"]

    def get_success_url(self):
        return reverse("meetings:live", args=[self.workshop.pk])

    def post(self, request, *args, **kwargs):
        room = get_object_or_404(LiveRoom, pk=self.workshop.pk)
        grant = get_object_or_404(room.facilitator_grants.select_related("user"), user=kwargs["user"])
        take_facilitation(room, grant.user, by=request.user)
        return self.done(gettext("They no longer lead this meeting."))


urlpatterns = [
    path("<int:pk>/live/", LiveDesk.as_view(), name="live"),
    path("<int:pk>/live/aapne/", OpenRoom.as_view(), name="live_open"),
    path("<int:pk>/live/<int:user>/fjern/", TakeFacilitation.as_view(), name="live_ungrant"),
]
