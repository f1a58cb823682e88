"""What happens to working groups: started, changed, archived, opened again."""

import json
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.groups import letters
from partners.groups.closing import tell_that_it_ends
from partners.groups.errors import Archived, Changed, NotArchived
from partners.groups.models import GroupMember, JoinRequest, WorkingGroup
from portal.slugs import free_slug
from portal.text import clean_line, clean_text

State = WorkingGroup.State
# Addresses that stand beside those of groups.
TAKEN = frozenset({"ny", "invitasjon", "invitasjoner", "trader", "innlegg", "moter"})
LINKED = ("roles", "pages")
CLEANERS = {
    "name": clean_line,
    "summary": clean_line,
    "purpose": clean_text,
    "mandate": clean_text,
    "deliverable": clean_text,
}
WRITTEN = (*CLEANERS, "icon", "due", "joining", "shown")


def locked(group):
    """The group as it is now, held until the transaction ends."""
    return WorkingGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)


def locked_at_work(group):
    """The same. Raises `Archived`."""
    group = locked(group)
    if not group.is_active:
        raise Archived
    return group


@transaction.atomic
def create_group(*, by, client_id, language="nb", organisation=None, roles=(), pages=(), **values):
    """A new group with `by` as its first leader, and an address made of its name that never changes.

    The same `client_id` again gives the same group.
    """
    group = WorkingGroup(client_id=client_id, created_by=by, **_cleaned(values))
    group.slug = free_slug(group.name, among=WorkingGroup.objects, taken=TAKEN, otherwise="gruppe")
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        if there := WorkingGroup.objects.filter(client_id=client_id).first():
            return there
        raise
    group.roles.set(roles)
    group.pages.set(pages)
    log(group, "partners.group.create", user=by, data={"name": group.name})
    group.members.create(
        user=by, place=GroupMember.Place.LEADER, organisation=organisation, language=language
    )
    return group


@transaction.atomic
def change_group(group, *, seen, by, **values):
    """Change what a group says of itself, and what it is linked with: only what is in `values`.

    The log holds what each changed field said before and after. Raises `Changed` when the group is no longer
    as `seen`, and `Archived`.
    """
    group = locked_at_work(group)
    before = facts_of(group)
    for name, value in _cleaned(values).items():
        if name in LINKED:
            getattr(group, name).set(value)
        else:
            setattr(group, name, value)
    after = facts_of(group)
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if not changes:
        return group
    if seen != _marker(before):
        raise Changed
    group.save(update_fields=WRITTEN)
    log(group, "partners.group.change", user=by, data={"changes": changes})
    return group


@transaction.atomic
def archive_group(group, *, by):
    """Close the group's work: everything stays readable for those in it. Twice is harmless.

    Requests that wait are declined, by letter, and invitations taken back; what is to come is called off.
    """
    group = locked(group)
    if group.is_active:
        close_down(group, by=by)
    return group


def close_down(group, *, by):
    """What archiving does with a group that the caller holds."""
    tell_that_it_ends(group, by)
    now = timezone.now()
    group.state, group.archived_at = State.ARCHIVED, now
    group.save(update_fields=["state", "archived_at"])
    for request in group.requests.waiting().select_related("user"):
        request.group = group
        log(group, "partners.group.decline", user=by, data={"user": request.user_id, "request": request.pk})
        letters.write_answer(request, letters.DECLINED)
    group.requests.waiting().update(state=JoinRequest.State.DECLINED, answered_by=by, answered_at=now)
    group.invitations.open().update(state="revoked", ended_at=now)
    log(group, "partners.group.archive", user=by)


@transaction.atomic
def reopen_group(group, *, by, language="nb"):
    """Let an archived group go on. Where nobody at hand leads it, `by` does. Raises `NotArchived`."""
    group = locked(group)
    if group.is_active:
        raise NotArchived
    group.state, group.archived_at = State.ACTIVE, None
    group.save(update_fields=["state", "archived_at"])
    log(group, "partners.group.reopen", user=by)
    if not group.members.leaders().at_hand().exists():
        before = group.members.filter(user=by).values_list("place", flat=True).first()
        group.members.update_or_create(
            user=by,
            defaults={"place": GroupMember.Place.LEADER},
            create_defaults={"place": GroupMember.Place.LEADER, "language": language},
        )
        log(group, "partners.group.place", user=by, data={"user": by.pk, "place": [before, "leader"]})
    return group


def facts_of(group):
    """What the group says and is linked with, as values that the log can hold. Two queries."""
    facts = {name: str(getattr(group, name) or "") for name in WRITTEN}
    return facts | {name: sorted(getattr(group, name).values_list("pk", flat=True)) for name in LINKED}


def marker_of(group):
    """Stands for what the group says: whoever saves says which they have seen."""
    return _marker(facts_of(group))


def _marker(facts):
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _cleaned(values):
    return {name: CLEANERS[name](value) if name in CLEANERS else value for name, value in values.items()}
