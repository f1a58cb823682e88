"""What happens to roles: written, changed, deleted."""

import json
from copy import copy
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.log_actions import log

from partners.roles.errors import Changed, InUse, UnitInUse
from partners.roles.models import Role
from portal.pagecache import forget_pages
from portal.slugs import free_slug

# Addresses that stand beside those of roles.
TAKEN = frozenset({"dekning"})
NOT_WRITTEN = {"id", "slug", "created_at"}
WRITTEN = [field.name for field in Role._meta.fields if field.name not in NOT_WRITTEN]


@transaction.atomic
def create_role(*, by, **values):
    """A new role, with an address made of its title that never changes."""
    role = Role(**values)
    role.slug = free_slug(role.title, among=Role.objects, taken=TAKEN, otherwise="rolle")
    role.save()
    log(role, "partners.role.create", user=by, data={"title": role.title})
    forget_pages()
    return role


@transaction.atomic
def edit_role(role, *, seen, by, **values):
    """Change what a role says. The log holds what each changed field said before and after.

    Raises `Changed` when the role is no longer as `seen`, and `UnitInUse`.
    """
    role = Role.objects.select_for_update().get(pk=role.pk)
    before, old = facts_of(role), copy(role)
    for name, value in values.items():
        setattr(role, name, value)
    after = facts_of(role)
    changed = [name for name in WRITTEN if before[name] != after[name]]
    if not changed:
        return role
    if seen != marker_of_facts(before):
        raise Changed
    if "unit" in changed and role.offers.exists():
        raise UnitInUse
    role.save()
    changes = {name: [_said(old, name), _said(role, name)] for name in changed}
    log(role, "partners.role.edit", user=by, data={"changes": changes})
    forget_pages()
    return role


@transaction.atomic
def delete_role(role, *, by):
    """Delete a role that nobody has offered to fill. Raises `InUse` for any other."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    log(role, "partners.role.delete", user=by, data={"title": role.title})
    try:
        role.delete()
    except ProtectedError:
        raise InUse from None
    forget_pages()


def facts_of(role):
    """What the role says, as values that the log can hold."""
    return {name: _plain(role._meta.get_field(name).value_from_object(role)) for name in WRITTEN}


def marker_of(role):
    """Stands for what the role says: whoever saves says which they have seen."""
    return marker_of_facts(facts_of(role))


def marker_of_facts(facts):
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value):
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return timezone.localtime(value, timezone.get_default_timezone()).isoformat()
    return None if value is None else str(value)


def _said(role, name):
    """A value for the log; what it refers to is written by its name."""
    field = role._meta.get_field(name)
    value = getattr(role, name) if field.is_relation else field.value_from_object(role)
    return _plain(value)
