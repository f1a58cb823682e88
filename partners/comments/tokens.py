"""The secrets in the links that confirm comments: made from the comment and the installation's key."""

from hashlib import sha256

from django.utils.crypto import salted_hmac


def token_of(client_id):
    return salted_hmac("partners.comments.confirm", str(client_id), algorithm="sha256").hexdigest()


def digest(token):
    return sha256(token.encode()).hexdigest()
