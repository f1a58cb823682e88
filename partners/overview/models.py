from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.people.models import User


class Visit(models.Model):
    """When somebody was last at their overview, so that it can say what is new."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    # When the visit before this one ended; empty on the first.
    before = models.DateTimeField(_("the visit before"), null=True)

    class Meta:
        verbose_name = _("visit to the workspace")
        verbose_name_plural = _("visits to the workspace")

    def __str__(self):
        return f"#{self.user_id}"
