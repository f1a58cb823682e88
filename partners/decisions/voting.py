"""A vote: counted once, under the lock of its decision. What is voted is never logged."""

from django.db import connection, transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.decisions import letters
from partners.decisions.actions import locked
from partners.decisions.errors import AlreadyVoted, NotEntitled, NotOpen
from partners.decisions.live import tell_of_votes
from partners.decisions.models import DecisionVote, DecisionVoted, SecretBallot
from partners.decisions.rules import may_vote
from partners.groups.access import member_of
from portal.text import clean_text

# Written anew in the order of their random keys, by one transaction: neither where a ballot lies nor who
# wrote it last tells when it came.
SHUFFLE = """
    WITH gone AS (
        DELETE FROM partners_secretballot WHERE decision_id = %s RETURNING id, decision_id, answer, reason
    )
    INSERT INTO partners_secretballot (id, decision_id, answer, reason)
    SELECT id, decision_id, answer, reason FROM gone ORDER BY id
"""


@transaction.atomic
def vote(decision, *, user, answer, reason=""):
    """Count a vote once. Voting again changes a named vote; the same again changes nothing.

    Raises `NotOpen`, `NotEntitled`, `AlreadyVoted` in an anonymous decision, and `Archived`.
    """
    decision = locked(decision)
    if not decision.is_open:
        raise NotOpen
    member = member_of(decision.group, user)
    if not may_vote(member, decision, on_roll=decision.roll.filter(user=user).exists()):
        raise NotEntitled
    reason = clean_text(reason)
    _voted, is_first = DecisionVoted.objects.get_or_create(decision=decision, user=user)
    if decision.anonymous:
        if not is_first:
            raise AlreadyVoted
        SecretBallot.objects.create(decision=decision, answer=answer, reason=reason)
        _shuffle(decision)
    elif not _write_named(decision, user, answer, reason):
        return
    if is_first:
        letters.void_reminder(decision, user)
    tell_of_votes(decision)


def _write_named(decision, user, answer, reason):
    """Whether anything is new. That somebody voted is logged, and not what."""
    known = decision.votes.filter(user=user).first()
    if known and (known.answer, known.reason) == (answer, reason):
        return False
    values = {"answer": answer, "reason": reason, "at": timezone.now()}
    DecisionVote.objects.update_or_create(decision=decision, user=user, defaults=values)
    log(decision, "partners.group_decision.vote", user=user, data={"again": known is not None})
    return True


def _shuffle(decision):
    with connection.cursor() as cursor:
        cursor.execute(SHUFFLE, [decision.pk])
