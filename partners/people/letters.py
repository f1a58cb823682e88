"""Letters about one's own account: codes, and news of every change that a thief would make."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.addresses import absolute
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

KIND = "people.account"
# The very last letter, to somebody whom nothing else remembers.
LAST = "people.erased"
NAMES = {KIND: gettext_lazy("Account and sign-in"), LAST: gettext_lazy("Account deleted")}
TOPICS = [
    (
        Topic(
            "people.account",
            gettext_lazy("Your account"),
            gettext_lazy("Codes for signing in, and news of each change of your account."),
            order=90,
            needed=gettext_lazy(
                "Without the codes you can’t sign in, and the news tells you if somebody else has."
            ),
        ),
        [KIND, LAST],
    )
]
# What a letter may need to know. Nothing else that allauth offers is kept.
KEPT = ("code", "ip", "user_agent", "from_email", "to_email", "timestamp")


@dataclass(frozen=True)
class Wording:
    """One letter: its subject, its template, and for news of a change the sentence that tells it.

    No subject holds a code: subjects are kept, and shown on locked screens.
    """

    subject: str
    template: str = "changed"
    what: str = ""
    urgent: bool = False


_changed = gettext_lazy("Your account has been changed")
WORDINGS = {
    "login_code": Wording(gettext_lazy("Your code for signing in"), "code", urgent=True),
    "email_confirmation_signup": Wording(
        gettext_lazy("Your code for making an account"), "code", urgent=True
    ),
    "email_confirmation": Wording(
        gettext_lazy("Your code for confirming a new address"), "new_address", urgent=True
    ),
    "reauthentication_code": Wording(
        gettext_lazy("Your code for confirming that it is you"), "confirm_code", urgent=True
    ),
    "unknown_account": Wording(gettext_lazy("You have no account yet"), "unknown", urgent=True),
    "account_already_exists": Wording(gettext_lazy("You already have an account"), "exists", urgent=True),
    "email_changed": Wording(
        _changed, what=gettext_lazy("The e-mail address was changed from %(from_email)s to %(to_email)s.")
    ),
    "totp_activated": Wording(_changed, what=gettext_lazy("An app for sign-in codes was added.")),
    "totp_deactivated": Wording(_changed, what=gettext_lazy("The app for sign-in codes was removed.")),
    "recovery_codes_generated": Wording(_changed, what=gettext_lazy("New recovery codes were made.")),
    "webauthn_added": Wording(_changed, what=gettext_lazy("A passkey was added.")),
    "webauthn_removed": Wording(_changed, what=gettext_lazy("A passkey was removed.")),
    "account_connected": Wording(_changed, what=gettext_lazy("Sign-in with ID-porten was added.")),
    "account_disconnected": Wording(_changed, what=gettext_lazy("Sign-in with ID-porten was removed.")),
    "copy_ready": Wording(gettext_lazy("The copy of your data is ready"), "copy_ready"),
    "account_closed": Wording(gettext_lazy("Your account is closed"), "closed"),
    "account_kept": Wording(gettext_lazy("Your account is open again"), "kept"),
}


def write(name, *, to, context):
    """Write one of the letters in `WORDINGS`. A code passes the letters that go to many."""
    data = {key: context[key] for key in KEPT if key in context}
    if "timestamp" in data:
        data["timestamp"] = data["timestamp"].isoformat()
    outbox.write(
        KIND,
        to=to,
        data={"name": name, "to": to} | data,
        dedupe_key=f"{KIND}:{uuid.uuid4()}",
        language=(get_language() or "nb")[:2],
        urgent=WORDINGS[name].urgent,
    )


def write_last(*, to, language):
    """Tell somebody that their account is erased. The row goes when the letter has."""
    outbox.write(
        LAST,
        to=to,
        data={},
        dedupe_key=f"{LAST}:{uuid.uuid4()}",
        language=language or (get_language() or "nb")[:2],
    )


def compose_last(letter):
    """What was deleted, and what stays as a case document."""
    return Composed(
        subject=_("Your account is deleted"),
        template="account/erased",
        context={"inputs_url": absolute(reverse("input_list"))},
        why=_("You get this because you deleted your account. It is the last letter, and we keep no copy."),
    )


def compose(letter):
    """The letter as its reader gets it. Its links lead to our own address, whatever host was asked."""
    if "name" not in letter.data:
        return None
    wording = WORDINGS[letter.data["name"]]
    context = dict(letter.data)
    if "timestamp" in context:
        context["at"] = parse_datetime(context["timestamp"])
    context |= {
        "what": wording.what % letter.data if wording.what else "",
        "login_url": absolute(reverse("account_login")),
        "signup_url": absolute(reverse("account_signup")),
        "sessions_url": absolute(reverse("usersessions_list")),
        "copy_url": absolute(reverse("my_data")),
    }
    return Composed(
        subject=str(wording.subject),
        template=f"account/{wording.template}",
        context=context,
        why=_("You get this because your e-mail address was used on our website."),
    )
