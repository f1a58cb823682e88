"""What a coordinator should see first: the next meeting, and what is wrong with it."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.mail.admin import may_see_letters
from portal.mail.models import Letter
from workshops.meetings import desk
from workshops.meetings.seats import listed_seats
from workshops.signups.models import SignUp


class NextMeetingPanel(Component):
    name = "next_meeting"
    template_name = "workshops/admin/panel.html"
    order = 50

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        meeting = desk.meetings().live().not_cancelled().upcoming().first()
        with timezone.override(None):
            facts = self.facts(meeting) if meeting else {}
        return facts | {
            "meeting": meeting,
            "failed": Letter.objects.failed().count() if may_see_letters(user) else 0,
        }

    def facts(self, meeting):
        return {
            "seats": [(SignUp.Attendance(name).label, each) for name, each in listed_seats(meeting).items()],
            "lacks_link": meeting.has_video and not meeting.desk.video_link,
            "start": timezone.localtime(meeting.start),
            "link_due": timezone.localtime(meeting.link_due),
        }
