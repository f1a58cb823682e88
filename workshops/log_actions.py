"""What the audit log can say about meetings and sign-ups."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "workshops.signup.create": (_("Sign up"), _("Signed up")),
    "workshops.signup.cancel": (_("Cancel sign-up"), _("Cancelled the sign-up")),
    "workshops.signup.change": (_("Change sign-up"), _("Changed the sign-up")),
    "workshops.signup.promote": (_("Give a free seat"), _("Got a seat from the waiting list")),
    "workshops.signup.attend": (_("Check in"), _("Checked in")),
    "workshops.signup.absent": (_("Mark absent"), _("Marked as absent")),
    "workshops.signup.take_back": (_("Undo"), _("Took back the note of who came")),
    "workshops.signup.export": (_("Export sign-ups"), _("Downloaded the sign-ups as a file")),
    "workshops.meeting.link": (_("Set video link"), _("Set the video link")),
    "workshops.meeting.change": (_("Tell of changes"), _("Told the participants of changes")),
    "workshops.meeting.cancel": (_("Cancel meeting"), _("Cancelled the meeting")),
    "workshops.meeting.message": (_("Message to participants"), _("Sent a message to participants")),
}


def register(actions):
    """For Wagtail's hook `register_log_actions`."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
