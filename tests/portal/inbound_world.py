"""An answer by mail that is held, which the table's rows ask for."""

from partners.inbound.models import MailReply
from tests.factories import UserFactory


def inbound_world():
    held = MailReply.objects.create(
        user=UserFactory(), place="thread:0", key="0" * 64, state="held", reason="unsure", text="Ja."
    )
    return {f"mail_replies:{name}": [held.pk] for name in ("reply", "accept", "discard")}
