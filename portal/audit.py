"""The audit log of what many people do in the same second."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, registry
from wagtail.models import ModelLogEntry

from portal.rows import insertion


def log_entry(instance, action, *, user=None, data=None):
    """The statement that writes what `wagtail.log_actions.log` would about an instance that is no page.

    Raises ValueError for an action that is not registered.
    """
    if not registry.action_exists(action):
        raise ValueError(f"The log action {action!r} is not registered.")
    context = get_active_log_context()
    entry = ModelLogEntry(
        content_type=ContentType.objects.get_for_model(instance, for_concrete_model=False),
        object_id=str(instance.pk),
        label=str(instance),
        action=action,
        data=data or {},
        timestamp=timezone.now(),
        uuid=context.uuid,
        user=user or context.user,
    )
    return insertion([entry])


def unname(instances):
    """Take what log entries call these instances of one model out of the log; that things happened stays."""
    keys = [str(instance.pk) for instance in instances]
    if keys:
        kind = ContentType.objects.get_for_model(instances[0], for_concrete_model=False)
        ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).update(label="")
