class ProposalError(Exception):
    """Something that cannot be done with a proposal now."""


class Frozen(ProposalError):
    """The proposal is decided or withdrawn, or what would be changed has been handed in."""


class Changed(ProposalError):
    """Somebody else has saved since. Holds what stands there now, as `theirs`."""

    def __init__(self, theirs):
        super().__init__()
        self.theirs = theirs


class Incomplete(ProposalError):
    """Something is missing before it can be handed in. Holds the `missing` points of the checklist."""

    def __init__(self, missing):
        super().__init__()
        self.missing = missing


class NotApproved(ProposalError):
    """The municipality has not approved the organisation, or has suspended it."""


class TooLate(ProposalError):
    """A role takes no proposals any more. Holds the `roles`."""

    def __init__(self, roles):
        super().__init__()
        self.roles = roles
