"""Telling people of replies, mentions and answers in the portal; letters go to them as well."""

from partners.notices.actions import notify

REPLIED = "threads.replied"
MENTIONED = "threads.mentioned"
ANSWERED = "threads.answered"


def notify_of_reply(reply, followers):
    _notify(followers, REPLIED, reply.input_id, key=reply.pk, reply=reply.pk)


def notify_mentioned(reply, users):
    _notify(users, MENTIONED, reply.input_id, key=reply.pk, reply=reply.pk)


def notify_of_answer(answer, followers):
    _notify(followers, ANSWERED, answer.input_id, key=answer.pk, answer=answer.pk)


def _notify(users, kind, input_pk, *, key, **data):
    notify(users, kind=kind, about=f"input:{input_pk}", key=key, data=data, group=f"{kind}:{input_pk}")
