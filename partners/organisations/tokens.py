"""The secrets of invitations.

The secret is made from the invitation and the installation's key, so neither the invitation nor the waiting
letter holds it. Who reads the database finds a digest that opens nothing.
"""

from hashlib import sha256

from django.utils.crypto import salted_hmac


def token_of(invitation):
    """The secret in the letter that was sent last."""
    about = f"{invitation.pk}:{invitation.serial}:{invitation.email}"
    return salted_hmac("partners.organisations.invitation", about, algorithm="sha256").hexdigest()


def digest(token):
    return sha256(token.encode()).hexdigest()
