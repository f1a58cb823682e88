from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoreRun(models.Model):
    """The last run of a periodic chore, whichever worker did it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    last_started = models.DateTimeField(_("started"), null=True)
    last_finished = models.DateTimeField(_("finished"), null=True)
    last_error = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("chore")
        verbose_name_plural = _("chores")
        ordering = ["name"]

    def __str__(self):
        return self.name
