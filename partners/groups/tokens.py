"""The secrets of invitations to groups: made from the row and the installation's key, and kept nowhere."""

from django.utils.crypto import salted_hmac


def token_of(invitation):
    """The secret in the letter that was sent last."""
    about = f"{invitation.pk}:{invitation.serial}"
    return salted_hmac("partners.groups.invitation", about, algorithm="sha256").hexdigest()
