"""Who may answer input. Who may read which stands in `InputQuerySet.visible_to`."""

from django.contrib.auth.models import Permission
from django.db.models import Q


def may_answer(user):
    """The coordinator's right: read every input, answer, hide, sort by theme."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.answer_input")


def answering():
    """A condition on accounts: those that the right to answer input was given to."""
    rights = Permission.objects.filter(content_type__app_label="partners", codename="answer_input")
    return Q(groups__permissions__in=rights) | Q(user_permissions__in=rights)


def may_read_files(user, input):
    """Who reads an input may have its files; of one that is withdrawn, the municipality alone."""
    return not input.is_withdrawn or may_answer(user)


def may_approve(user, draft):
    """Somebody else than who wrote a draft approves it, once that is asked for."""
    return may_answer(user) and draft.is_open and draft.asked_at is not None and draft.by_id != user.pk
