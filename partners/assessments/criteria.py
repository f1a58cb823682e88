"""What proposals are measured by: settled when the first proposal is opened, for everybody alike."""

from django.db import connection, transaction
from wagtail.log_actions import log

from partners.assessments.errors import CriteriaSettled
from partners.assessments.models import Criterion
from partners.proposals.models import Proposal, Step

# A key of PostgreSQL's advisory locks: who changes criteria and who opens the first proposal take turns.
LOCK = "partners.assessments.criteria"


def hold_criteria():
    """Let nobody change the criteria, or open a first proposal, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])


def are_settled():
    """Whether any proposal has been opened."""
    return Step.objects.filter(after=Proposal.Status.IN_REVIEW).exists()


@transaction.atomic
def save_criterion(criterion, *, by):
    """Write a criterion, a new one or a changed one. Raises `CriteriaSettled`."""
    hold_criteria()
    if are_settled():
        raise CriteriaSettled
    criterion.save()
    log(criterion, "partners.criterion.save", user=by, data={"weight": criterion.weight})
    return criterion


@transaction.atomic
def delete_criterion(criterion, *, by):
    """Take a criterion away. Raises `CriteriaSettled`."""
    hold_criteria()
    if are_settled():
        raise CriteriaSettled
    log(criterion, "partners.criterion.delete", user=by)
    criterion.delete()


def weighted(points):
    """The weighted mean, from 0 to 5, of {criterion: points}; None when there are none."""
    weights = sum(criterion.weight for criterion in points)
    if not weights:
        return None
    return sum(criterion.weight * value for criterion, value in points.items()) / weights


def all_criteria():
    return list(Criterion.objects.all())
