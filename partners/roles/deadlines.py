"""Deadlines in words."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def days_left(deadline):
    """Whole days on Norway's calendar until the deadline's own day; negative when it has been."""
    return (timezone.localdate(deadline) - timezone.localdate()).days


def countdown(deadline):
    """«16 days left», «The last day is tomorrow» or «The deadline has passed»."""
    if timezone.now() > deadline:
        return _("The deadline has passed")
    days = days_left(deadline)
    if days == 0:
        return _("The last day is today")
    if days == 1:
        return _("The last day is tomorrow")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
