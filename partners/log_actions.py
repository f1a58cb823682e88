"""The names of what is logged about the partners' things, as people read them in the admin."""

from django.utils.translation import gettext_lazy as _

INPUT_ACTIONS = {
    "partners.input.give": (_("Give input"), _("Input received")),
    "partners.input.consider": (_("Consider input"), _("Input taken up for consideration")),
    "partners.input.answer": (_("Answer input"), _("Input answered")),
    "partners.input.approve": (_("Let input through"), _("Seen by the municipality, and shown")),
    "partners.input.decline": (_("Keep input back"), _("Seen by the municipality, and not shown")),
    "partners.draft.save": (_("Save draft answer"), _("Draft answer saved")),
    "partners.draft.ask": (_("Ask for approval of an answer"), _("Draft answer sent for approval")),
    "partners.draft.return": (_("Send back draft answer"), _("Draft answer sent back")),
    "partners.draft.discard": (_("Discard draft answer"), _("Draft answer discarded")),
    "partners.input.assign": (_("Assign input"), _("Input assigned")),
    "partners.input.remark": (_("Write a remark on input"), _("Remark written on input")),
    "partners.input.hide": (_("Hide input"), _("Input hidden")),
    "partners.input.unhide": (_("Show input again"), _("Input shown again")),
    "partners.input.theme": (_("Set theme of input"), _("Theme of input changed")),
    "partners.input.change": (_("Change comment"), _("Comment changed by its giver")),
    "partners.input.withdraw": (_("Withdraw comment"), _("Comment withdrawn by its giver")),
    "partners.input.delete": (_("Delete comment"), _("Comment deleted by its giver")),
    "partners.filter.save": (_("Save filter"), _("Filter of the queue saved")),
    "partners.filter.rename": (_("Rename filter"), _("Saved filter renamed")),
    "partners.filter.delete": (_("Delete filter"), _("Saved filter deleted")),
    "partners.input.attach": (_("Attach file to input"), _("File attached to input")),
    "partners.input.detach": (_("Take file from input"), _("File taken from input")),
    "partners.comments.period": (_("Set when comments are taken"), _("Comment period set")),
}

THREAD_ACTIONS = {
    "partners.reply.post": (_("Reply to input"), _("Reply written")),
    "partners.reply.edit": (_("Change reply"), _("Reply changed by its author")),
    "partners.reply.delete": (_("Delete reply"), _("Reply deleted by its author")),
    "partners.reply.hide": (_("Hide reply"), _("Reply hidden")),
    "partners.reply.restore": (_("Show reply again"), _("Reply shown again")),
    "partners.reply.approve": (_("Let reply through"), _("Reply seen by the municipality, and shown")),
    "partners.reply.decline": (_("Keep reply back"), _("Reply seen by the municipality, and not shown")),
    "partners.reply.ask": (_("Ask for a change of a reply"), _("Author of a reply asked to change it")),
    "partners.reply.redact": (_("Remove words from a reply"), _("Words removed from a reply")),
    "partners.input.ask": (_("Ask for a change of input"), _("Giver of input asked to change it")),
    "partners.input.redact": (_("Remove words from input"), _("Words removed from input")),
    "partners.input.follow": (_("Follow input"), _("Somebody follows it")),
    "partners.input.unfollow": (_("Stop following input"), _("Somebody has stopped following it")),
    "partners.report.make": (_("Report something"), _("Reported by somebody")),
    "partners.report.decide": (_("Decide reports"), _("Reports decided")),
    "partners.exclusion.make": (_("Keep somebody out"), _("Kept from taking part")),
    "partners.exclusion.lift": (_("Let somebody in again"), _("May take part again")),
    "partners.talk.set": (_("Change a conversation"), _("Conversation changed")),
}

ORGANISATION_ACTIONS = {
    "partners.organisation.found": (_("Register organisation"), _("Organisation registered")),
    "partners.organisation.check": (_("Check with the register"), _("Checked with the register")),
    "partners.organisation.verify": (_("Approve organisation"), _("Approved")),
    "partners.organisation.reject": (_("Turn down organisation"), _("Not approved")),
    "partners.organisation.suspend": (_("Suspend organisation"), _("Suspended")),
    "partners.organisation.reopen": (_("Open organisation again"), _("Opened again")),
    "partners.organisation.prove": (
        _("Approve organisation by Ansattporten"),
        _("Approved: Ansattporten has confirmed the right to represent it"),
    ),
    "partners.organisation.merge": (_("Merge organisations"), _("Merged with another organisation")),
    "partners.organisation.merged": (_("Merge into another organisation"), _("Merged into another")),
    "partners.organisation.profile": (_("Edit profile"), _("Profile changed")),
    "partners.membership.ask": (_("Ask to join"), _("Somebody asked to join")),
    "partners.membership.approve": (_("Let into organisation"), _("Let in")),
    "partners.membership.refuse": (_("Turn down a request to join"), _("Not let in")),
    "partners.membership.role": (_("Change role"), _("Role changed")),
    "partners.membership.leave": (_("Leave organisation"), _("Somebody left")),
    "partners.membership.remove": (_("Remove from organisation"), _("Removed")),
    "partners.invitation.send": (_("Invite"), _("Invitation sent")),
    "partners.invitation.revoke": (_("Revoke invitation"), _("Invitation revoked")),
    "partners.invitation.accept": (_("Accept invitation"), _("Invitation accepted")),
}

ROLE_ACTIONS = {
    "partners.role.create": (_("Write role"), _("Role made")),
    "partners.role.edit": (_("Change role"), _("Role changed")),
    "partners.role.delete": (_("Delete role"), _("Role deleted")),
}

PROPOSAL_ACTIONS = {
    "partners.proposal.begin": (_("Begin proposal"), _("Proposal begun")),
    "partners.proposal.begin_version": (_("Begin a new version"), _("New version begun")),
    "partners.proposal.drop_version": (_("Throw away a new version"), _("New version thrown away")),
    "partners.proposal.attach": (_("Attach file to a proposal"), _("File attached")),
    "partners.proposal.detach": (_("Take file from a proposal"), _("File taken away")),
    "partners.proposal.submit": (_("Submit proposal"), _("Proposal submitted")),
    "partners.proposal.withdraw": (_("Withdraw proposal"), _("Proposal withdrawn")),
    "partners.proposal.discard": (_("Delete draft of a proposal"), _("Draft deleted")),
}

ASSESSMENT_ACTIONS = {
    "partners.criterion.save": (_("Write criterion"), _("Criterion written")),
    "partners.criterion.delete": (_("Delete criterion"), _("Criterion deleted")),
    "partners.proposal.open": (_("Open proposal"), _("Assessment begun")),
    "partners.proposal.ask": (_("Ask proposer"), _("Question to the proposer")),
    "partners.proposal.answer": (_("Answer municipality"), _("Answer from the proposer")),
    "partners.proposal.told": (_("Give clarification to a candidate"), _("Clarification given")),
    "partners.role.clarify": (_("Clarify for all candidates"), _("Clarified for all candidates")),
    "partners.review.assign": (_("Assign reviewer"), _("Reviewer assigned")),
    "partners.review.end": (_("Take reviewer off"), _("Reviewer taken off")),
    "partners.review.declare": (_("Declare conflict of interest"), _("Conflict of interest declared")),
    "partners.review.score": (_("Score proposal"), _("Points given")),
    "partners.decision.prepare": (_("Prepare decision"), _("Decision prepared")),
    "partners.decision.publish": (_("Publish decision"), _("Decision published")),
}

AGREEMENT_ACTIONS = {
    "partners.agreement.make": (_("Make letter of intent"), _("Letter of intent made")),
    "partners.agreement.confirm": (_("Confirm letter of intent"), _("Letter of intent confirmed")),
    "partners.commitment.make": (_("Make commitment"), _("Commitment made")),
    "partners.introduction.ask": (_("Introduce two partners"), _("Two partners asked to meet")),
    "partners.introduction.answer": (_("Answer an introduction"), _("Introduction answered")),
}

GROUP_ACTIONS = {
    "partners.group.create": (_("Start working group"), _("Working group started")),
    "partners.group.change": (_("Change working group"), _("Working group changed")),
    "partners.group.archive": (_("Archive working group"), _("Working group archived")),
    "partners.group.reopen": (_("Open working group again"), _("Working group opened again")),
    "partners.group.join": (_("Join working group"), _("Somebody joined")),
    "partners.group.ask": (_("Ask to join working group"), _("Somebody asked to join")),
    "partners.group.withdraw": (_("Take back a request to join"), _("Request to join taken back")),
    "partners.group.decline": (_("Decline a request to join"), _("Request to join declined")),
    "partners.group.invite": (_("Invite to working group"), _("Invitation sent")),
    "partners.group.revoke": (_("Revoke invitation"), _("Invitation revoked")),
    "partners.group.refuse": (_("Decline an invitation"), _("Invitation declined")),
    "partners.group.place": (_("Change place in working group"), _("Place in the group changed")),
    "partners.group.act_for": (_("Say whom one acts for"), _("Organisation in the group changed")),
    "partners.group.leave": (_("Leave working group"), _("Somebody left")),
    "partners.group.remove": (_("Remove from working group"), _("Removed from the group")),
}

GROUP_DECISION_ACTIONS = {
    "partners.group_decision.create": (_("Begin decision in a group"), _("Decision begun")),
    "partners.group_decision.change": (_("Change decision in a group"), _("Decision changed")),
    "partners.group_decision.delete": (_("Delete draft of a decision"), _("Draft of a decision deleted")),
    "partners.group_decision.open": (_("Open decision in a group"), _("Decision opened")),
    "partners.group_decision.vote": (_("Vote by name"), _("Voted by name")),
    "partners.group_decision.close": (_("Close decision in a group"), _("Decision closed")),
    "partners.group_decision.outcome": (_("Write outcome of a decision"), _("Outcome written")),
    "partners.group_decision.record": (_("Record decision of a meeting"), _("Decided in a meeting")),
    "partners.group_decision.review": (_("Look at an outcome again"), _("Outcome looked at again")),
}

DISCUSSION_ACTIONS = {
    "partners.discussion.start": (_("Start thread"), _("Thread started")),
    "partners.discussion.pin": (_("Pin thread"), _("Thread pinned, or no longer")),
    "partners.discussion.close": (_("Close thread"), _("Thread closed")),
    "partners.discussion.reopen": (_("Open thread again"), _("Thread opened again")),
    "partners.discussion.move": (_("Move thread"), _("Thread moved to another group")),
    "partners.discussion.invite": (_("Invite guest"), _("Guest invited to the thread")),
    "partners.discussion.revoke": (_("Revoke invitation"), _("Invitation revoked")),
    "partners.discussion.refuse": (_("Decline an invitation"), _("Invitation declined")),
    "partners.discussion.guest": (_("Let in guest"), _("Guest let into the thread")),
    "partners.discussion.no_guest": (_("Take away a guest’s right"), _("Guest no longer in the thread")),
    "partners.post.write": (_("Write post"), _("Post written")),
    "partners.post.attach": (_("Add file to post"), _("File added to post")),
    "partners.post.detach": (_("Take file from post"), _("File taken from post")),
    "partners.post.edit": (_("Change post"), _("Post changed by its author")),
    "partners.post.delete": (_("Delete post"), _("Post deleted")),
}

TASK_ACTIONS = {
    "partners.task.create": (_("Make task"), _("Task made")),
    "partners.task.change": (_("Change task"), _("Task changed")),
    "partners.task.take": (_("Take task"), _("Task taken")),
    "partners.task.hand_over": (_("Hand over task"), _("Task handed over")),
    "partners.task.state": (_("Move task on"), _("Task moved on")),
    "partners.task.place": (_("Arrange tasks"), _("Task put in another place on the board")),
    "partners.document.create": (_("Add document"), _("Document added")),
    "partners.document.version": (_("Add version of document"), _("New version")),
    "partners.document.change": (_("Change title or tags of document"), _("Title or tags changed")),
    "partners.document.lock": (_("Lock document"), _("Locked to work with it")),
    "partners.document.unlock": (_("Unlock document"), _("Lock ended")),
    "partners.document.remove": (_("Remove document"), _("Document removed")),
    "partners.call_out.create": (_("Call for volunteers"), _("Call for volunteers made")),
    "partners.call_out.change": (_("Change call for volunteers"), _("Call for volunteers changed")),
    "partners.call_out.cancel": (_("Call off"), _("Called off")),
    "partners.call_out.volunteer": (_("Change place of volunteer"), _("Place of a volunteer changed")),
}

MEETING_ACTIONS = {
    "partners.meeting.call": (_("Call a group’s meeting"), _("Meeting called")),
    "partners.meeting.change": (_("Change a group’s meeting"), _("Meeting changed")),
    "partners.meeting.cancel": (_("Cancel a group’s meeting"), _("Meeting cancelled")),
    "partners.meeting.answer": (_("Answer a group’s meeting"), _("Somebody said whether they come")),
    "partners.meeting.agenda": (_("Change an agenda"), _("Agenda changed")),
    "partners.minutes.approve": (_("Approve minutes"), _("Minutes approved")),
    "partners.minutes.correct": (_("Correct minutes"), _("Note written to the minutes")),
}

PERSON_ACTIONS = {
    "partners.person.claim": (_("Claim e-mail address"), _("E-mail address confirmed")),
    "partners.person.export": (_("Export people"), _("Downloaded the list of people as a file")),
    "partners.person.rename": (_("Change name"), _("Name changed")),
    "partners.person.language": (_("Choose language"), _("Language chosen")),
    "partners.person.letters": (_("Choose letters"), _("Choice of letters changed")),
    "partners.person.copy": (_("Ask for a copy of one’s data"), _("A copy of one’s data was asked for")),
    "partners.person.close": (_("Close account"), _("Account closed by its owner")),
    "partners.person.keep": (_("Keep account"), _("Account opened again by its owner")),
    "partners.person.erase": (_("Delete account"), _("Account deleted")),
}


MAIL_ACTIONS = {
    "partners.mail_reply.posted": (_("Post answer by e-mail"), _("Answer by e-mail posted")),
    "partners.mail_reply.held": (_("Hold answer by e-mail"), _("Answer by e-mail held")),
    "partners.mail_reply.refused": (_("Refuse answer by e-mail"), _("Answer by e-mail not taken")),
    "partners.mail_reply.accept": (_("Post held answer"), _("Held answer by e-mail posted")),
    "partners.mail_reply.discard": (_("Discard held answer"), _("Held answer by e-mail discarded")),
}

NOTICE_ACTIONS = {
    "partners.notices.follow": (_("Follow a place"), _("A place is followed from now on")),
    "partners.notices.level": (_("Choose how much to hear of a place"), _("Level of notices changed")),
    "partners.notices.choose": (_("Choose how to be told"), _("Choices about notices changed")),
}


def register_all(registry):
    actions = (
        INPUT_ACTIONS
        | THREAD_ACTIONS
        | ORGANISATION_ACTIONS
        | ROLE_ACTIONS
        | PROPOSAL_ACTIONS
        | ASSESSMENT_ACTIONS
        | AGREEMENT_ACTIONS
        | GROUP_ACTIONS
        | GROUP_DECISION_ACTIONS
        | DISCUSSION_ACTIONS
        | TASK_ACTIONS
        | MEETING_ACTIONS
        | PERSON_ACTIONS
        | NOTICE_ACTIONS
        | MAIL_ACTIONS
    )
    for action, (label, message) in actions.items():
        registry.register_action(action, label, message)
