class GroupError(Exception):
    """Something that cannot be done with a working group now."""


class Archived(GroupError):
    """The group is archived: nothing in it changes before it is opened again."""


class NotArchived(GroupError):
    """Only an archived group can be opened again."""


class NotThisWay(GroupError):
    """Nobody comes into this group in this way: it is open, by request or by invitation."""


class KeptOut(GroupError):
    """The municipality keeps this person from taking part."""


class LastLeader(GroupError):
    """A group at work always has a leader: somebody else must become one first."""


class AlreadyMember(GroupError):
    """The invited person is a member."""


class InvitationOver(GroupError):
    """The invitation is accepted, declined, revoked or has run out."""


class NotForYou(GroupError):
    """The invitation is for another account, or an address that this one has not shown to be its own."""


class NotTheirs(GroupError):
    """They do not act for this organisation."""


class Changed(GroupError):
    """Somebody has changed the group after it was read."""
