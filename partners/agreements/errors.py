class AgreementError(Exception):
    """Something that cannot be done with a letter of intent."""


class NotAccepted(AgreementError):
    """There is nothing to agree on: the proposal is not accepted."""


class Confirmed(AgreementError):
    """Both sides have confirmed it: it stands as it is."""


class Replaced(AgreementError):
    """A newer letter has taken the place of this one."""
