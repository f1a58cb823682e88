"""Rights that somebody was given to single things, beside what they belong to: every row of guardian's."""

from dataclasses import dataclass

from django.apps import apps
from guardian.models.models import GroupObjectPermissionBase, UserObjectPermissionBase


@dataclass(frozen=True)
class Grant:
    thing: str
    kind: str
    right: str
    by_group: str = ""


def grants_of(user):
    """Every grant to the account or to a group of it, by object. A few queries for each kind of thing."""
    rows = []
    for model in apps.get_models():
        if issubclass(model, UserObjectPermissionBase):
            rows += _with_objects(model.objects.filter(user=user))
        elif issubclass(model, GroupObjectPermissionBase):
            rows += _with_objects(model.objects.filter(group__in=user.groups.all()).select_related("group"))
    grants = [_grant(row) for row in rows if row.content_object is not None]
    return sorted(grants, key=lambda grant: (grant.kind, grant.thing, grant.right, grant.by_group))


def _with_objects(rows):
    return rows.select_related("permission").prefetch_related("content_object")


def _grant(row):
    group = getattr(row, "group", None)
    return Grant(
        thing=str(row.content_object),
        kind=str(row.content_object._meta.verbose_name),
        right=row.permission.name,
        by_group=group.name if group else "",
    )
