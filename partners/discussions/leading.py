"""What becomes of a thread as a whole: pinned, closed with a conclusion, moved, and who is a guest in it."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm
from wagtail.log_actions import log

from partners.discussions.access import part_in
from partners.discussions.actions import check, locked
from partners.discussions.errors import AlreadyIn
from partners.discussions.live import ask_for_rights, let_go, tell_of_posts, tell_of_state
from partners.discussions.models import DiscussionGuest, GuestInvitation
from partners.groups.access import member_of
from partners.groups.actions import locked as locked_group
from partners.groups.offers import end
from partners.groups.rules import may_contribute
from portal.text import clean_text

PERMISSION = "join_discussion"


@transaction.atomic
def pin(discussion, *, by, is_on):
    """Let a thread stand on top of the list, or no longer. Twice is harmless. Raises `MayNot`."""
    discussion = locked(discussion)
    check(part_in(discussion, by).leads)
    if discussion.is_pinned != is_on:
        discussion.pinned_at = timezone.now() if is_on else None
        discussion.save(update_fields=["pinned_at"])
        log(discussion, "partners.discussion.pin", user=by, data={"pinned": is_on})
    return discussion


@transaction.atomic
def close(discussion, *, by, conclusion):
    """Nothing more is said here; what it came to stands on top. Closing anew changes the conclusion.

    Raises `MayNot`.
    """
    discussion = locked(discussion)
    check(part_in(discussion, by).may_close)
    conclusion = clean_text(conclusion)
    if discussion.is_closed and discussion.conclusion == conclusion:
        return discussion
    before = discussion.conclusion
    discussion.closed_at, discussion.closed_by = timezone.now(), by
    discussion.conclusion = conclusion
    discussion.save(update_fields=["closed_at", "closed_by", "conclusion"])
    log(discussion, "partners.discussion.close", user=by, data={"conclusion": [before, conclusion]})
    tell_of_state(discussion.pk)
    return discussion


@transaction.atomic
def reopen(discussion, *, by):
    """Let people go on; the conclusion is kept in the log. Twice is harmless. Raises `MayNot`."""
    discussion = locked(discussion)
    check(part_in(discussion, by).may_close)
    if discussion.is_closed:
        before = discussion.conclusion
        discussion.closed_at = discussion.closed_by = None
        discussion.conclusion = ""
        discussion.save(update_fields=["closed_at", "closed_by", "conclusion"])
        log(discussion, "partners.discussion.reopen", user=by, data={"conclusion": [before, ""]})
        tell_of_state(discussion.pk)
    return discussion


@transaction.atomic
def move(discussion, group, *, by):
    """To another group: from now on its members read it, guests stay. Twice is harmless.

    Raises `MayNot` for who does not lead the one, or cannot write in the other.
    """
    group = locked_group(group)
    discussion = locked(discussion)
    if discussion.group_id == group.pk:
        return discussion
    check(part_in(discussion, by).leads and may_contribute(member_of(group, by)))
    before, discussion.group = discussion.group, group
    discussion.pinned_at = None
    discussion.save(update_fields=["group", "pinned_at"])
    log(discussion, "partners.discussion.move", user=by, data={"group": [before.pk, group.pk]})
    tell_of_state(discussion.pk)
    ask_for_rights(discussion.pk)
    return discussion


@transaction.atomic
def let_in_guest(discussion, *, user, by):
    """Let somebody outside the group take part in this thread alone. Raises `MayNot` and `AlreadyIn`."""
    discussion = locked(discussion)
    part = part_in(discussion, by)
    check(part.leads and part.may_write)
    if part_in(discussion, user).may_read:
        raise AlreadyIn
    let_in(discussion, user=user, by=by)
    return discussion


def let_in(discussion, *, user, by):
    """Give the right in a thread that the caller has locked, and knows that `user` does not read."""
    assign_perm(PERMISSION, user, discussion)
    log(discussion, "partners.discussion.guest", user=by, data={"user": user.pk})


@transaction.atomic
def end_guest(discussion, *, user, by):
    """Take a guest's right away: they leave at once, and no invitation that they have lets them in again.

    Twice is harmless. Raises `MayNot`.
    """
    discussion = locked(discussion)
    check(part_in(discussion, by).leads)
    addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    for invitation in discussion.invitations.open().filter(email__in=[each.lower() for each in addresses]):
        end(invitation, GuestInvitation.State.REVOKED)
    if DiscussionGuest.objects.filter(content_object=discussion, user=user).exists():
        remove_perm(PERMISSION, user, discussion)
        log(discussion, "partners.discussion.no_guest", user=by, data={"user": user.pk})
        tell_of_posts(discussion.pk)
        let_go(user, discussion.pk)
    return discussion
