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
    "workshops.live.open": (_("Open the live room"), _("Opened the live room")),
    "workshops.live.close": (_("Close the live room"), _("Closed the live room")),
    "workshops.live.code": (_("Replace the code"), _("Replaced the code of the live room")),
    "workshops.live.step": (_("Lead the meeting on"), _("Led the meeting on")),
    "workshops.note.change": (_("Change note"), _("Changed the note")),
    "workshops.note.delete": (_("Take note back"), _("Took the note back")),
    "workshops.note.move": (_("Move note"), _("Moved the note")),
    "workshops.cluster.name": (_("Name cluster"), _("Named a cluster")),
    "workshops.cluster.split": (_("Split cluster"), _("Split a cluster")),
    "workshops.board.change": (_("Change board"), _("Changed the board")),
    "workshops.board.paper_dots": (_("Enter dots on paper"), _("Entered dots given on paper")),
    "workshops.board.group": (_("Open a group's board"), _("Opened a board for a group")),
    "workshops.board.merge": (_("Merge a group's board"), _("Moved the notes of a group to the main board")),
    "workshops.board.export": (_("Download board"), _("Downloaded the board as a file")),
    "workshops.board.publish": (_("Publish notes"), _("Published the notes of the board")),
    "workshops.live.plan": (_("Plan activities"), _("Planned which activities begin with which items")),
    "workshops.asking.publish": (_("Publish a question"), _("Published a question from the meeting")),
    "workshops.asking.delete": (_("Take a question back"), _("Took a question from the meeting back")),
    "workshops.asking.stage": (_("Take a question further"), _("Took a question further in the meeting")),
    "workshops.hand.change": (_("Lead the speakers"), _("Gave or took the floor")),
    "workshops.live.grant": (_("Let somebody lead"), _("Let somebody lead the live room")),
    "workshops.live.ungrant": (_("Let somebody lead no more"), _("Let somebody lead the live room no more")),
    "workshops.poll.create": (_("Make a poll"), _("Made a poll")),
    "workshops.poll.change": (_("Change a poll"), _("Changed a poll")),
    "workshops.poll.delete": (_("Delete a poll"), _("Deleted the draft of a poll")),
    "workshops.poll.open": (_("Open a poll"), _("Opened a poll")),
    "workshops.poll.close": (_("Close a poll"), _("Closed a poll")),
    "workshops.poll.paper": (_("Count votes on paper"), _("Counted votes on paper")),
    "workshops.poll.hide_word": (_("Hide a word"), _("Hid a word of a poll")),
    "workshops.poll.show_word": (_("Show a hidden word"), _("Showed a hidden word of a poll again")),
    "workshops.poll.export": (_("Download a poll"), _("Downloaded the results of a poll")),
}


def register(actions):
    """For Wagtail's hook `register_log_actions`."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)
