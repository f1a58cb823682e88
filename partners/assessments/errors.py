class AssessmentError(Exception):
    """Something that cannot be done with the assessment of a proposal now."""


class CriteriaSettled(AssessmentError):
    """The first proposal is opened: what they are measured by can no longer be changed."""


class NoCriteria(AssessmentError):
    """Proposals are opened only when it is settled what they are measured by."""


class NotOpen(AssessmentError):
    """The proposal is decided, withdrawn, or not handed in."""


class NotYours(AssessmentError):
    """Has not been asked, has an interest in the outcome, or has not said that there is none."""


class TooClose(AssessmentError):
    """Belongs to those who propose, or has declared an interest before: cannot be asked to assess."""


class Changed(AssessmentError):
    """The decision was rewritten, or the proposal has a new version, since it was read."""


class TooMuch(AssessmentError):
    """More would be accepted of a role than it needs. Holds the `role` and the amount that is `left`."""

    def __init__(self, role, left):
        super().__init__(str(role))
        self.role = role
        self.left = left
