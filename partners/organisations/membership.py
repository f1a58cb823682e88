"""What happens to memberships. Each takes the organisation's row, so that it is never without an owner."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.organisations import letters
from partners.organisations.actions import locked_or_kept
from partners.organisations.errors import Closed, LastOwner
from partners.organisations.models import Invitation, Membership, Organisation
from portal.pagecache import forget_pages

Role, State = Membership.Role, Membership.State


@transaction.atomic
def ask_to_join(organisation, *, user, language):
    """Ask the owners to let `user` in. Asking twice, or as a member, is harmless. Raises `Closed`."""
    organisation = locked_or_kept(organisation)
    if not organisation.is_open:
        raise Closed
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, user=user, defaults={"state": State.REQUESTED, "language": language}
    )
    if is_new:
        entry = log(organisation, "partners.membership.ask", user=user, data={"user": user.pk})
        letters.write_to_each(
            organisation.memberships.owners(),
            letters.ASKED,
            organisation,
            key=entry.pk,
            membership=membership.pk,
        )
    return membership


@transaction.atomic
def approve_join(membership, *, by):
    """Let one in who asked. Twice is harmless. Raises `Closed`, or DoesNotExist when the request is gone."""
    organisation, membership = _held(membership)
    if not organisation.is_open:
        raise Closed
    if membership.state == State.REQUESTED:
        membership.state, membership.since = State.ACTIVE, timezone.now()
        membership.save(update_fields=["state", "since"])
        _note(membership, "partners.membership.approve", by=by, kind=letters.LET_IN)
    return membership


@transaction.atomic
def refuse_join(membership, *, by):
    """Turn down one who asked; a member stays. Raises DoesNotExist when the request is gone."""
    _organisation, membership = _held(membership)
    if membership.state == State.REQUESTED:
        _note(membership, "partners.membership.refuse", by=by, kind=letters.REFUSED)
        membership.delete()


@transaction.atomic
def change_role(membership, *, role, by):
    """Make a member an owner, or an owner a member. Raises `LastOwner` for the only one, `Closed`."""
    organisation, membership = _held(membership)
    if not organisation.is_open or not membership.is_active:
        raise Closed
    if membership.role != role:
        if membership.is_owner:
            _keep_an_owner(membership)
        before, membership.role = membership.role, role
        membership.save(update_fields=["role"])
        _note(membership, "partners.membership.role", by=by, data={"role": [before, role]})
    return membership


@transaction.atomic
def leave(membership):
    """Stop acting for the organisation, or take back a request. Raises `LastOwner`."""
    _organisation, membership = _held(membership)
    _keep_an_owner(membership)
    _note(membership, "partners.membership.leave", by=membership.user)
    membership.delete()


@transaction.atomic
def remove(membership, *, by):
    """End somebody's membership, and tell them. Raises `LastOwner`."""
    _organisation, membership = _held(membership)
    _keep_an_owner(membership)
    _note(membership, "partners.membership.remove", by=by, kind=letters.REMOVED)
    membership.delete()


@transaction.atomic
def forget_member(user, *, emails):
    """Before an account is deleted: end its memberships, and what was sent to its addresses.

    Where it is the only owner, whoever has been a member longest becomes one. An organisation that nobody is
    left in is suspended, until the municipality finds it somebody.
    """
    mine = Organisation.objects.filter(memberships__user=user).order_by("pk")
    for organisation in mine.select_for_update(of=("self",)):
        membership = organisation.memberships.get(user=user)
        others = organisation.memberships.active().exclude(pk=membership.pk)
        if membership.is_owner and not others.owners().exists():
            if heir := others.first():
                heir.role = Role.OWNER
                heir.save(update_fields=["role"])
                _note(heir, "partners.membership.role", by=None, data={"role": ["member", "owner"]})
            elif organisation.is_open:
                _suspend_empty(organisation)
        if user.name and organisation.contact_name == user.name:
            organisation.contact_name = ""
            organisation.save(update_fields=["contact_name"])
        _note(membership, "partners.membership.leave", by=None)
        membership.delete()
    Invitation.objects.filter(email__in=[email.lower() for email in emails]).delete()


def _suspend_empty(organisation):
    before = organisation.status
    organisation.status = Organisation.Status.SUSPENDED
    organisation.reason = "Ingen representerer virksomheten lenger."
    organisation.save(update_fields=["status", "reason"])
    log(
        organisation,
        "partners.organisation.suspend",
        data={"status": [before, organisation.status], "reason": organisation.reason},
    )
    forget_pages()


def _held(membership):
    """The organisation, locked, and the membership as it is now."""
    organisation = locked_or_kept(membership.organisation)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    membership.organisation = organisation
    return organisation, membership


def _keep_an_owner(membership):
    if not membership.is_owner:
        return
    others = Membership.objects.owners().filter(organisation=membership.organisation)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOwner


def _note(membership, action, *, by, kind="", data=None):
    """Log it on the organisation, by the person's number: names and addresses stay out of the log."""
    organisation = membership.organisation
    entry = log(organisation, action, user=by, data={"user": membership.user_id} | (data or {}))
    if kind:
        letters.write_to(membership.user, kind, organisation, key=entry.pk, language=membership.language)
