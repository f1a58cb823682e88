import re

import pytest
from allauth.account.models import EmailAddress

from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import UserFactory


@pytest.fixture
def account(db):
    """Somebody with an account and a confirmed address."""
    return confirmed(UserFactory(email="kari@husflid.example", name="Kari Husflid"))


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def last_letter(to):
    """The last letter that was written to a mailbox, as its reader gets it."""
    return kinds.render(Letter.objects.filter(to=to.lower()).latest("pk"))


def code_to(address):
    """The code in the last letter to a mailbox."""
    return re.search(r"^\d{6}$", last_letter(address).text, re.MULTILINE).group()


def other_code(code):
    """A code that is wrong."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def sign_in(client, email):
    """Sign in by the code in the letter. Returns the answer to the code."""
    client.post("/konto/login/", {"login": email})
    return client.post("/konto/login/code/confirm/", {"code": code_to(email)})


def sign_up(client, email, name="Kari Husflid"):
    client.post("/konto/signup/", {"name": name, "email": email})
    return client.post("/konto/confirm-email/", {"code": code_to(email)})
