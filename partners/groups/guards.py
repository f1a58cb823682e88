"""Accounts that are shut or deleted in the admin leave no group without a leader."""

from partners.groups.membership import forget_member, hand_over
from partners.people.models import User


def hand_over_when_shut(request, user):
    """After an account is edited in the admin."""
    if not user.is_active:
        hand_over(user)


def leave_groups(request, user):
    """Before an account is deleted in the admin; the question whether to is no deletion."""
    if request.method == "POST":
        forget_member(user, emails=[user.email])


def leave_groups_together(request, action_type, objects, action):
    """The same before several are deleted at once."""
    if action_type == "delete" and action.models == [User] and request.method == "POST":
        for user in objects:
            forget_member(user, emails=[user.email])
