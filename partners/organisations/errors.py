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
