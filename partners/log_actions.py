"""The names of what is logged about the partners' things, as people read them in the admin."""

from django.utils.translation import gettext_lazy as _

INPUT_ACTIONS = {
    "partners.input.give": (_("Give input"), _("Input received")),
    "partners.input.consider": (_("Consider input"), _("Input taken up for consideration")),
    "partners.input.answer": (_("Answer input"), _("Input answered")),
    "partners.input.hide": (_("Hide input"), _("Input hidden")),
    "partners.input.unhide": (_("Show input again"), _("Input shown again")),
    "partners.input.theme": (_("Set theme of input"), _("Theme of input changed")),
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


def register_all(registry):
    for action, (label, message) in (INPUT_ACTIONS | ORGANISATION_ACTIONS | PERSON_ACTIONS).items():
        registry.register_action(action, label, message)
