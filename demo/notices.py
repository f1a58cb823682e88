"""The demo's notices: what the actions have told is moved to when it happened, and most of it is read."""

from datetime import timedelta

from django.utils import timezone

from partners.inputs.models import Answer
from partners.notices.actions import choose
from partners.notices.mailing import write_due
from partners.notices.models import Notice
from partners.people.models import User
from partners.proposals.models import Proposal
from partners.threads.models import Reply

# The newest groups of each person that nobody has read yet.
UNREAD = 3


def notices(*, coordinator):
    """Everybody has read all but the newest; the coordinator gets what is new once a day."""
    told = sorted(Notice.objects.all(), key=lambda notice: (_moment(notice), notice.pk))
    Notice.objects.all().delete()
    for notice in told:
        notice.created_at, notice.pk = _moment(notice), None
    told = Notice.objects.bulk_create(told)
    for user in User.objects.filter(notices__isnull=False).distinct():
        _read_all_but_the_newest(user)
    choose(coordinator, by_mail=True, rhythm="daily", hour=8)
    write_due()


def _moment(notice):
    """When the fact happened that a notice tells of; at the load, for what bears no time."""
    data = notice.data
    if "reply" in data:
        moment = Reply.objects.values_list("created_at", flat=True).get(pk=data["reply"])
    elif "answer" in data:
        moment = Answer.objects.values_list("at", flat=True).get(pk=data["answer"])
    elif "proposal" in data:
        moment = _moment_of_proposal(notice)
    else:
        moment = notice.created_at - timedelta(days=30)
    return min(moment, timezone.now())


def _moment_of_proposal(notice):
    proposal = Proposal.objects.get(pk=notice.data["proposal"])
    if "outcome" in notice.data:
        return proposal.decided_at
    later = timedelta(days=1) if "version" not in notice.data else timedelta()
    return proposal.submitted_at + later


def _read_all_but_the_newest(user):
    groups = list(dict.fromkeys(Notice.objects.filter(user=user).values_list("group", flat=True)))
    for notice in Notice.objects.filter(user=user).exclude(group__in=groups[:UNREAD]):
        notice.read_at = notice.mailed_at = min(notice.created_at + timedelta(hours=5), timezone.now())
        notice.save(update_fields=["read_at", "mailed_at"])
