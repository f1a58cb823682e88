"""Two organisations that are the same become one.

The other one is gone afterwards: its people, and all that the subjects above keep about it, are the kept
one's, and its address leads there.
"""

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from wagtail.log_actions import log

from partners.organisations import letters, logos
from partners.organisations.errors import CannotMerge
from partners.organisations.models import FormerOrganisation, Invitation, Membership, Organisation
from partners.organisations.moving import move_everything, moves
from portal.mail import outbox
from portal.mail.models import Letter
from portal.pagecache import forget_pages

Reason = CannotMerge.Reason
Role, State = Membership.Role, Membership.State
# Filled in from the other where the kept one says nothing.
PROFILE = ("about", "offers", "needs", "tags", "website", "contact_name", "place", "logo")
# What follows the number.
REGISTER = (
    "number",
    "register_state",
    "checked_at",
    "registered_name",
    "form_code",
    "form",
    "address",
    "municipality",
    "industry",
    "in_volunteer_register",
)
# What the kept one has, whatever the other had.
KEPT = ("id", "name", "kind", "status", "reason", "created_at", "visibility")
# Waiting letters about the other one that are news of nothing any more.
STALE = [letters.RECEIVED, letters.DECIDED]


@transaction.atomic
def merge_organisations(other, *, into, by):
    """Make `other` a part of `into`, and tell the members of both. Returns the kept one. Twice is harmless.

    Both are locked in the order of their primary keys, so that merging them into each other at once merges
    once. Raises `CannotMerge`.
    """
    found = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=[other.pk, into.pk])
    found = {each.pk: each for each in found.order_by("pk")}
    kept, gone = found.get(into.pk), found.get(other.pk)
    if kept and not gone and kept.former.filter(pk=other.pk).exists():
        return kept
    if not (kept and gone):
        raise CannotMerge(Reason.GONE)
    if reason := why_apart(gone, kept):
        raise CannotMerge(reason)
    return _merge(gone, kept, by=by)


def why_apart(other, kept):
    """The `CannotMerge.Reason` that two organisations can't become one, or None."""
    if other.pk == kept.pk:
        return Reason.SAME
    if not (other.is_open and kept.is_open):
        return Reason.CLOSED
    if other.number and kept.number and other.number != kept.number:
        return Reason.NUMBERS
    return None


def merged_fields(other, kept):
    """The fields of the kept one that change, with their new values.

    A profile that only partners see is not made public by moving it.
    """
    changes = {}
    if other.number and not kept.number:
        changes = {name: getattr(other, name) for name in REGISTER}
        if kept.kind == Organisation.Kind.INFORMAL:
            changes["kind"] = other.kind
    if other.visibility == kept.visibility or other.visibility == Organisation.Visibility.PUBLIC:
        changes |= {name: value_of(other, name) for name in PROFILE if not getattr(kept, name)}
    return {name: value for name, value in changes.items() if value != value_of(kept, name)}


def value_of(organisation, name):
    """What stands in a field, as the log can hold it: a file by its name."""
    value = getattr(organisation, name)
    return (value.name or "") if isinstance(value, FieldFile) else value


def merged_people(other, kept):
    """The memberships of both as they become, unsaved: by user, the higher role and state. Two queries."""
    people = {each.user_id: each for each in kept.memberships.select_related("user")}
    for each in other.memberships.select_related("user"):
        mine = people.setdefault(each.user_id, each)
        if Role.OWNER in (each.role, mine.role):
            mine.role = Role.OWNER
        if State.ACTIVE in (each.state, mine.state):
            mine.state = State.ACTIVE
        mine.since = min(mine.since, each.since)
    return list(people.values())


def _merge(gone, kept, *, by):
    entry = {"id": gone.pk, "name": gone.name, "number": gone.number, "status": gone.status}
    fields = merged_fields(gone, kept)
    before = {name: value_of(kept, name) for name in fields}
    moved = move_everything(gone, kept)
    _redirect_letters(gone, kept)
    log(
        gone, "partners.organisation.merged", user=by, data={"into": kept.pk, "before": entry, "moved": moved}
    )
    FormerOrganisation.objects.create(id=gone.pk, name=gone.name, kept=kept)
    if gone.logo and "logo" not in fields:
        logos.delete_later(gone.logo)
    _let_go(gone)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(fields))
    changed = {name: [before[name], value] for name, value in fields.items()}
    data = {"former": entry, "changed": changed, "moved": moved}
    forget_pages()
    note = log(kept, "partners.organisation.merge", user=by, data=data)
    letters.write_to_each(
        kept.memberships.active(), letters.MERGED, kept, key=note.pk, former=gone.name, kept=kept.name
    )
    return kept


def _let_go(gone):
    """Delete it, with nothing else: what nobody has moved is not lost. Its number is free afterwards."""
    _count, rows = Organisation.objects.filter(pk=gone.pk).delete()
    if set(rows) != {Organisation._meta.label}:
        raise RuntimeError(f"Nobody moved these rows: {rows}")


def _redirect_letters(gone, kept):
    """What waits to be sent about the other is about the kept one, or is no news any more."""
    outbox.void(about=letters.about(gone), kinds=STALE)
    for letter in Letter.objects.waiting().filter(about=letters.about(gone)):
        letter.data["organisation"] = kept.pk
        letter.about = letters.about(kept)
        letter.save(update_fields=["data", "about"])


@moves(Membership)
def move_memberships(gone, kept):
    """One person is in it once, with the higher role."""
    theirs = {each.user_id: each.pk for each in gone.memberships.all()}
    moved = [each for each in merged_people(gone, kept) if each.user_id in theirs]
    twice = [theirs[each.user_id] for each in moved if each.pk != theirs[each.user_id]]
    Membership.objects.filter(pk__in=twice).delete()
    for membership in moved:
        membership.organisation = kept
        membership.save(update_fields=["organisation", "role", "state", "since"])
    return [{"user": each.user_id, "role": each.role, "state": each.state} for each in moved]


@moves(Invitation)
def move_invitations(gone, kept):
    """Of two open ones to the same address, the one that is valid longest stays, with the higher role."""
    mine = {each.email: each for each in kept.invitations.open()}
    for invitation in gone.invitations.open():
        if twin := mine.get(invitation.email):
            shorter, longer = sorted([invitation, twin], key=lambda each: (each.expires_at, each.pk))
            if Role.OWNER in (shorter.role, longer.role):
                longer.role = Role.OWNER
                longer.save(update_fields=["role"])
            _revoke(shorter)
    moved = list(gone.invitations.values_list("pk", flat=True))
    gone.invitations.update(organisation=kept)
    return moved


def _revoke(invitation):
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    outbox.void(about=f"invitation:{invitation.pk}")


@moves(FormerOrganisation)
def move_former(gone, kept):
    """What was merged into the other leads to the kept one."""
    moved = list(gone.former.values_list("pk", flat=True))
    gone.former.update(kept=kept)
    return moved
