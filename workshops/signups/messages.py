"""The coordinator's own messages to participants."""

import uuid

from django.db import transaction
from wagtail.log_actions import log

from portal.mail import kinds, outbox
from portal.text import clean_line, clean_text
from workshops.signups import plan
from workshops.signups.models import SignUp

AUDIENCES = ["all", "seated", "waiting", "room", "video"]


def recipients(workshop, audience):
    """The sign-ups that a message goes to. "room" and "video" are those with a place there."""
    signups = SignUp.objects.filter(workshop=workshop.original, person__isnull=False).select_related("person")
    if audience == "all":
        return signups.active()
    if audience == "waiting":
        return signups.waiting()
    seated = signups.seated()
    return seated if audience == "seated" else seated.filter(attendance=audience)


@transaction.atomic
def send_message(workshop, *, subject, text, audience, by, key=None):
    """Send a message to a group of participants, each in a letter of their own. Returns how many.

    `key` is made by the form that sends it, so that sending the same form twice is harmless.
    """
    message = _message(workshop, subject, text)
    key = key or uuid.uuid4().hex
    signups = recipients(workshop, audience)
    sent = outbox.write_many([plan.letter(plan.MESSAGE, each, key=key, **message) for each in signups])
    if sent:
        told = {"audience": audience, "subject": message["subject"], "recipients": len(sent)}
        log(workshop.original, "workshops.meeting.message", user=by, data=told)
    return len(sent)


def preview(workshop, *, subject, text, language):
    """The message as its readers get it, but leading to the meeting instead of to somebody's own page.

    Nothing is written.
    """
    example = _example(workshop, subject, text, to="preview@example.invalid", language=language, test=False)
    return kinds.render(example)


def send_test(workshop, *, subject, text, by):
    """Send a message to its writer only."""
    example = _example(workshop, subject, text, to=by.email, language="nb", test=True)
    return outbox.write_many([example])[0]


def _example(workshop, subject, text, *, to, language, test):
    return outbox.draft(
        plan.MESSAGE,
        to=to,
        data=_message(workshop, subject, text) | {"test": test},
        dedupe_key=f"{plan.MESSAGE}:test:{uuid.uuid4().hex}",
        about=f"workshop:{workshop.original.pk}",
        language=language,
    )


def _message(workshop, subject, text):
    return {"subject": clean_line(subject), "text": clean_text(text), "workshop": workshop.original.pk}
