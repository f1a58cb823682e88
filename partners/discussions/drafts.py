"""Drafts kept on the server, by person and place. A sequence keeps an older window from writing over them."""

from django.db import transaction
from django.utils import timezone

from partners.discussions.errors import Outdated
from partners.discussions.models import Draft
from portal.text import clean_text


def place_of(discussion):
    return f"discussion:{discussion.pk}"


def place_of_new(group):
    return f"group:{group.pk}"


def draft_at(user, place):
    """What `user` has begun to write there; an empty one that is not saved when there is none. One query."""
    return Draft.objects.filter(user=user, place=place).first() or Draft(user=user, place=place)


@transaction.atomic
def save_draft(user, place, *, text, seen):
    """Keep what is begun, when the draft is still as it was `seen` (its sequence).

    The same text again is harmless. Raises `Outdated` when it was written on elsewhere meanwhile, or sent.
    """
    Draft.objects.bulk_create([Draft(user=user, place=place)], ignore_conflicts=True)
    draft = Draft.objects.select_for_update().get(user=user, place=place)
    text = clean_text(text)
    if draft.text == text:
        return draft
    if draft.sequence != seen:
        raise Outdated(draft)
    draft.text, draft.sequence, draft.saved_at = text, draft.sequence + 1, timezone.now()
    draft.save(update_fields=["text", "sequence", "saved_at"])
    return draft


def forget_draft(user, place):
    """What was begun there is sent. A window that has the earlier text cannot bring it back."""
    for draft in Draft.objects.select_for_update().filter(user=user, place=place):
        draft.text, draft.sequence, draft.saved_at = "", draft.sequence + 1, timezone.now()
        draft.save(update_fields=["text", "sequence", "saved_at"])


def delete_old_drafts(*, before):
    """Drafts that nobody has come back to, and what is left of those that were sent."""
    Draft.objects.filter(saved_at__lt=before).delete()
