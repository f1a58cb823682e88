"""Filters of the coordinator's table that are kept under a name: one's own, and those of the whole desk."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.people.models import User


class SavedFilterQuerySet(models.QuerySet):
    def for_desk(self, user):
        """One's own, and those that the desk shares: all of them are this person's to rename and delete."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class SavedFilter(models.Model):
    """A choice of filter, search and order, as `queue.as_filtered` writes it."""

    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000, editable=False)
    is_shared = models.BooleanField(_("shared with everyone who answers input"), default=False)
    # Who saved it; nobody when it is shared and they have deleted their account.
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+", editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner", Lower("name"), condition=Q(is_shared=False), name="saved_filter_own_name_once"
            ),
            models.UniqueConstraint(
                Lower("name"), condition=Q(is_shared=True), name="saved_filter_shared_name_once"
            ),
            models.CheckConstraint(
                condition=Q(is_shared=True) | Q(owner__isnull=False), name="saved_filter_is_somebodys"
            ),
        ]

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Choice:
    """A filter to choose, and whether it is what the table shows."""

    name: str
    query: str
    is_chosen: bool


def given_filters(user):
    """(name, query) of those that everyone has without saving them."""
    return [
        (gettext("Unanswered"), "answered=no"),
        (gettext("Mine"), f"assignee={user.pk}"),
        (gettext("Waiting for more than 14 days"), "waiting=14"),
    ]


def filters_for(user, *, chosen):
    """All that `user` can choose, those that everyone has first. One query."""
    saved = SavedFilter.objects.for_desk(user).values_list("name", "query")
    return [Choice(name, query, query == chosen) for name, query in [*given_filters(user), *saved]]
