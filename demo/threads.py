"""The demo's conversations about input, made by the same actions as real ones, then moved into the past."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from demo.content import threads as content
from demo.organisations import account
from demo.personas import PERSONAS
from partners.inputs.models import Input
from partners.organisations.models import Membership, Organisation
from partners.people.models import User
from partners.threads.actions import post_reply, report, vote
from partners.threads.models import Moderation, Reply, Vote
from partners.threads.moderating import hide_reply
from portal.mail.models import Letter


def threads(*, coordinator):
    """Replies with quotes and a mention, votes, one that is hidden, and reports that wait."""
    for beginning, replies, *votes in content.THREADS:
        input = Input.objects.select_related("giver").get(text__startswith=beginning)
        said = []
        for number, row in enumerate(replies):
            said.append(_reply(input, number, row, said))
        _votes(input, votes)
    beginning, reason = content.HIDDEN
    hidden = hide_reply(_found(beginning), reason=reason, by=coordinator)
    Moderation.objects.filter(reply=hidden).update(at=hidden.created_at + timedelta(hours=5))
    beginning, reports = content.REPORTED
    reply = _found(beginning)
    for name, why, text in reports:
        report(reply.input, reply=reply, by=account(name), reason=why, text=text)
    # What was said weeks ago is no news.
    Letter.objects.filter(kind__startswith="threads.").delete()


def _found(beginning):
    return Reply.objects.select_related("input").get(text__startswith=beginning)


def _reply(input, number, row, said):
    name, organisation, days, quote, quoted, text = row
    reply = post_reply(
        input,
        by=account(name),
        organisation=Organisation.objects.get(name=organisation) if organisation else None,
        text=text,
        quote=quote,
        quoted=None if quoted is None else said[quoted],
    )
    moment = min(input.created_at + timedelta(days=days, minutes=7 * number), timezone.now())
    Reply.objects.filter(pk=reply.pk).update(created_at=moment)
    return reply


def _votes(input, numbers):
    """So many for, against and without an opinion, as far as there are people who can vote."""
    acting = Membership.objects.acting().values("user")
    voters = User.objects.filter(Q(pk__in=acting) | Q(email=PERSONAS["utenforstaende"].email))
    voters = voters.exclude(person=input.giver_id).order_by("pk")
    values = [value for value, n in zip(Vote.Value.values, numbers, strict=True) for _ in range(n)]
    for voter, value in zip(voters, values, strict=False):
        vote(input, by=voter, value=value, turn=0)
