"""Who may take part in threads, and who moderates them."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.threads.models import Exclusion, Talk

FREE_TO_EDIT = timedelta(minutes=15)


def may_moderate(user):
    """The coordinator's right: hide, restore, take words away, keep people out, look at reports."""
    return may_answer(user)


def may_take_part(user):
    """Signed in, and not kept out by the municipality. One query."""
    return user.is_authenticated and user.is_active and not exclusion_of(user)


def is_kept_out(person):
    """Whether the municipality keeps this person from taking part, with or without an account. One query."""
    return Exclusion.objects.in_force().filter(person=person).exists()


def exclusion_of(user):
    """What keeps this account from taking part now, the longest; or None."""
    return Exclusion.objects.in_force().of_user(user).order_by("-until").first()


def talk_of(input):
    """How one talks about the page that the input is about."""
    return talk_about(input.page)


def talk_about(page):
    """How one talks about a page, on whichever of its translations; the default where nobody has said."""
    talks = Talk.objects.filter(page__translation_key=page.translation_key)
    return talks.order_by("pk").first() or Talk()


def is_open(talk):
    return talk.closes_at is None or talk.closes_at > timezone.now()


def may_reply(user, input):
    """Whether `user`, who sees the input, may reply to it now. Two queries."""
    return is_shown(input) and may_take_part(user) and is_open(talk_of(input))


def may_vote(user, input):
    """As for replies; not on one's own, nor on what only the municipality reads. Two queries."""
    return is_voted_on(input) and not is_giver(user, input) and may_reply(user, input)


# `is_voted_on` as a condition on inputs.
VOTED_ON = (
    ~Q(visibility=Input.Visibility.MUNICIPALITY) & ~Q(status=Input.Status.HIDDEN) & Q(withdrawn_at=None)
)


def is_voted_on(input):
    return input.visibility != Input.Visibility.MUNICIPALITY and is_shown(input)


def is_shown(input):
    """Neither hidden by the municipality, nor waiting for it, nor taken back by whoever gave it."""
    return input.is_shown and not input.is_withdrawn


def is_giver(user, input):
    return input.giver is not None and input.giver.user_id is not None and input.giver.user_id == user.pk


def may_edit(user, reply):
    """Its author, while it is shown or waits to be."""
    is_readable = reply.is_shown or reply.is_waiting
    return is_readable and reply.author_id is not None and reply.author_id == user.pk


def is_free_to_edit(reply):
    """Whether a change leaves no trace: for a quarter of an hour after it was written."""
    return timezone.now() < reply.created_at + FREE_TO_EDIT
