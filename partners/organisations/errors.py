from django.utils.translation import gettext_lazy as _


class OrganisationError(Exception):
    """Something that cannot be done with an organisation now."""


class AlreadyThere(OrganisationError):
    """The organisation is registered: who comes second asks to join it. Holds the `organisation`."""

    def __init__(self, organisation):
        super().__init__(organisation.name)
        self.organisation = organisation


class Closed(OrganisationError):
    """The organisation is suspended or was not approved."""


class LastOwner(OrganisationError):
    """An organisation always has an owner: somebody else must become one first."""


class AlreadyMember(OrganisationError):
    """The invited person is a member."""


class InvitationOver(OrganisationError):
    """The invitation is accepted, revoked or has run out."""


class OtherAddress(OrganisationError):
    """The invitation is for an address that this account has not shown to be its own."""


class WrongStatus(OrganisationError):
    """The organisation is not in a status from which this can be decided."""


class CannotMerge(OrganisationError):
    """The two organisations cannot become one. `message` is a sentence for the coordinator."""

    class Reason:
        SAME = "same"
        GONE = "gone"
        NUMBERS = "numbers"
        CLOSED = "closed"

    MESSAGES = {
        Reason.SAME: _("This is the same organisation. Choose another."),
        Reason.GONE: _("Somebody has merged one of them meanwhile. Nothing is changed."),
        Reason.NUMBERS: _(
            "They have two different organisation numbers, so they are two organisations and can't be merged."
        ),
        Reason.CLOSED: _(
            "Only organisations that are approved, or wait for approval, can be merged. Open the one that is "
            "suspended or not approved first."
        ),
    }

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self):
        return self.MESSAGES[self.reason]


class NotNamed(OrganisationError):
    """The proof does not name this organisation."""
