"""Chores of the partners' subjects."""

from datetime import timedelta

from django.utils import timezone

from partners.assessments.actions import forget_invitations
from partners.comments.actions import forget_drafts
from partners.comments.actions import forget_unconfirmed as forget_unconfirmed_comments
from partners.comments.letters import KEPT_DAYS
from partners.decisions.actions import close_overdue
from partners.discussions import attaching
from partners.discussions.drafts import delete_old_drafts
from partners.documents.examining import examine_again
from partners.inbound.actions import forget_old as forget_old_mail
from partners.minutes.writing import compact_minutes
from partners.notices.actions import forget_old as forget_old_notices
from partners.notices.mailing import write_due
from partners.organisations.actions import note_facts
from partners.organisations.models import Organisation
from partners.organisations.register import RegisterUnavailable, look_up
from partners.people.actions import forget_unconfirmed
from partners.people.closing import erase_closed_accounts
from partners.people.copies import delete_expired_copies
from portal.jobs.clock import chore

AT_ONCE = 20
UNCONFIRMED_DAYS = 7
UNANSWERED_DAYS = 30
DRAFT_DAYS = 180
READ_NOTICE_DAYS = 90
NOTICE_DAYS = 365
MAIL_DAYS = 30


@chore("check-organisations", every=timedelta(minutes=10))
def check_organisations():
    """Ask the register about those registered by hand, or while it was down; stop when it does not answer."""
    for organisation in Organisation.objects.unchecked().order_by("created_at", "pk")[:AT_ONCE]:
        try:
            facts = look_up(organisation.number)
        except RegisterUnavailable:
            return
        note_facts(organisation, facts=facts)


@chore("examine-files-again", every=timedelta(minutes=5))
def examine_files_again():
    examine_again()
    attaching.examine_again()


@chore("forget-unconfirmed-accounts", every=timedelta(hours=24))
def forget_unconfirmed_accounts():
    forget_unconfirmed(before=timezone.now() - timedelta(days=UNCONFIRMED_DAYS))


@chore("forget-unanswered-invitations", every=timedelta(hours=24))
def forget_unanswered_invitations():
    """The addresses of experts who were asked to assess what is decided by now, and did not."""
    forget_invitations(before=timezone.now() - timedelta(days=UNANSWERED_DAYS))


@chore("forget-unconfirmed-comments", every=timedelta(hours=6))
def forget_comments():
    """What guests wrote and did not confirm in time, and drafts that nobody has come back to."""
    now = timezone.now()
    forget_unconfirmed_comments(before=now - timedelta(days=KEPT_DAYS))
    forget_drafts(before=now - timedelta(days=DRAFT_DAYS))
    delete_old_drafts(before=now - timedelta(days=DRAFT_DAYS))


@chore("compact-minutes", every=timedelta(minutes=10))
def compact():
    """Make one state of the many changes of minutes that are being written."""
    compact_minutes()


@chore("erase-closed-accounts", every=timedelta(hours=1))
def erase_accounts():
    """Erase the accounts that their owners closed, and did not open again in time."""
    erase_closed_accounts()


@chore("delete-expired-copies", every=timedelta(hours=1))
def delete_copies():
    """Delete the copies of people's data whose time is out."""
    delete_expired_copies()


@chore("write-of-notices", every=timedelta(minutes=1))
def write_of_notices():
    """Write the letters about notices that are due now: at once, or in a digest whose time has come."""
    write_due()


@chore("forget-notices", every=timedelta(hours=24))
def forget_notices():
    """Delete notices some time after they were read, and old ones."""
    now = timezone.now()
    forget_old_notices(
        read_before=now - timedelta(days=READ_NOTICE_DAYS), before=now - timedelta(days=NOTICE_DAYS)
    )


@chore("forget-mail", every=timedelta(hours=24))
def forget_mail():
    """Delete answers by mail, also those still held, and the addresses that nobody can answer to any more."""
    forget_old_mail(before=timezone.now() - timedelta(days=MAIL_DAYS))


@chore("close-decisions", every=timedelta(minutes=1))
def close_decisions():
    """Close the groups' decisions whose time is out, and tell how they went."""
    close_overdue()
