"""Inputs and replies that the table's rows about conversations ask for."""

from datetime import timedelta

from django.utils import timezone

from partners.inputs.models import Input
from partners.threads.models import Exclusion
from tests.factories import InputFactory, PersonFactory, ReplyFactory


def threads_world(given, meeting, *, by):
    """Addresses by the names of the rows; `given` is an input that everyone reads."""
    inputs = {
        "public": given,
        "for the municipality": InputFactory(visibility=Input.Visibility.MUNICIPALITY),
        "hidden": InputFactory(status=Input.Status.HIDDEN),
    }
    arguments = {}
    for state, input in inputs.items():
        reply = ReplyFactory(input=input)
        own = ("reply_write", "input_vote", "input_follow", "mention_suggest", "input_report")
        for name in (*own, "input_replies", "input_votes"):
            arguments[f"{name} ({state})"] = [input.pk]
        for name in ("reply_report", "reply_earlier"):
            arguments[f"{name} ({state})"] = [reply.pk]
    reply = ReplyFactory(input=given)
    for name in ("reply_change", "reply_delete"):
        arguments[f"{name} (of another)"] = [reply.pk]
    exclusion = Exclusion.objects.create(
        person=PersonFactory(), reason="Hets", until=timezone.now() + timedelta(days=7), by=by
    )
    return arguments | {
        "thread_rules": [],
        "threads": ["svar", reply.pk],
        "threads:reply": [reply.pk],
        "threads:talk": [meeting.pk],
        "threads:lift": [exclusion.pk],
    }
