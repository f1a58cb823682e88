"""A group as a place that one hears of."""

from partners.groups.models import WorkingGroup
from partners.notices.kinds import Place, place_kind, primary_keys


def place_of_group(pk):
    return f"group:{pk}"


def describe_groups(user, keys):
    """Those among them that `user` is in. One query."""
    groups = WorkingGroup.objects.for_member(user).filter(pk__in=primary_keys(keys))
    return {str(group.pk): Place(group.name, group.get_absolute_url()) for group in groups}


place_kind("group", describe_groups)
