from email.message import EmailMessage
from email.policy import SMTP

import pytest
from allauth.account.models import EmailAddress

from partners.inbound.actions import receive
from partners.inbound.addresses import reply_address
from portal.mail.incoming import read_message
from tests.factories import DiscussionFactory, GroupMemberFactory, WorkingGroupFactory

SECRET = "a-secret-that-is-long-enough-for-anyone"


@pytest.fixture(autouse=True)
def _on(settings):
    settings.INBOUND_ADDRESS = "svar@svar.example.no"
    settings.INBOUND_SECRET = SECRET


@pytest.fixture
def leader(db):
    return GroupMemberFactory(
        group=WorkingGroupFactory(name="Verksted", slug="verksted"), place="leader", user__name="Silje Lunde"
    )


@pytest.fixture
def member(leader):
    member = GroupMemberFactory(group=leader.group, user__name="Kari Nordmann", user__email="kari@example.no")
    EmailAddress.objects.update_or_create(
        user=member.user, email=member.user.email, defaults={"verified": True, "primary": True}
    )
    return member


@pytest.fixture
def kari(member):
    return member.user


@pytest.fixture
def discussion(member):
    return DiscussionFactory(group=member.group, title="Åpningstider", starter=member.user)


@pytest.fixture
def address(kari, discussion):
    """Where Kari answers the thread by mail."""
    return reply_address(kari, f"thread:{discussion.pk}")


def answer(address, text="Ja, lørdag passer.", *, sender="Kari <kari@example.no>", number=1, **headers):
    """The bytes of an answer as a mail program sends it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = address
    message["Subject"] = "Sv: Nytt i Åpningstider"
    message["Message-ID"] = f"<{number}@example.no>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def hand_in(raw):
    """What becomes of these bytes."""
    return receive(read_message(raw))
