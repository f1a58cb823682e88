"""What the admin's pages about one meeting have in common."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from portal.desk import Gated
from workshops.meetings import desk
from workshops.meetings.rules import may_run


class RunsMeetings(Gated):
    def may_enter(self, user):
        return may_run(user)


class AtMeeting:
    """What pages about one meeting share. The meeting is found only after the gate has let the reader in."""

    header_icon = "calendar-alt"

    @cached_property
    def workshop(self):
        """The meeting as the list counts it; a translation's address leads nowhere."""
        return get_object_or_404(desk.meetings(), pk=self.kwargs["pk"])

    def get_trail(self):
        return [
            (reverse("meetings:index"), gettext("Meetings")),
            (reverse("meetings:desk", args=[self.workshop.pk]), self.workshop.title),
        ]

    def get_success_url(self):
        return reverse("meetings:desk", args=[self.workshop.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(workshop=self.workshop, **kwargs)
