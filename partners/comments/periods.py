"""Opening and closing a page for comments."""

from django.db import transaction
from wagtail.log_actions import log

from partners.comments.models import CommentPeriod
from portal.pagecache import forget_pages
from portal.text import clean_line


@transaction.atomic
def set_period(page, *, opens_at, closes_at, phase, phase_en, by, seen_first=False):
    """Say when a page and its translations take comments, and which phase it is in. Returns the period.

    With `seen_first` new comments and replies wait until the municipality has seen them. What waits when that
    is taken away stays until somebody has looked at it.
    """
    values = {
        "opens_at": opens_at,
        "closes_at": closes_at,
        "phase": clean_line(phase),
        "phase_en": clean_line(phase_en),
        "seen_first": seen_first,
    }
    period, _made = CommentPeriod.objects.update_or_create(
        translation_key=page.translation_key, defaults=values
    )
    told = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
    log(page, "partners.comments.period", user=by, data=told)
    forget_pages()
    return period
