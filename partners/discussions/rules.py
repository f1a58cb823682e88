"""Who may do what in a thread of a group. A `Part` is made once a request (`access.part_in`)."""

from dataclasses import dataclass

from partners.discussions.models import Discussion
from partners.groups.models import GroupMember
from partners.groups.rules import may_contribute, may_lead
from partners.people.models import User


@dataclass(frozen=True)
class Part:
    """How somebody stands in a thread: their place in its group, with the group selected, or as a guest."""

    user: User
    discussion: Discussion
    member: GroupMember | None = None
    is_guest: bool = False

    @property
    def may_read(self):
        return self.member is not None or self.is_guest

    @property
    def may_write(self):
        """Leaders, members and guests, while the thread is open and the group at work."""
        if self.discussion.is_closed or not self.discussion.group.is_active:
            return False
        return may_contribute(self.member) or (self.member is None and self.is_guest)

    @property
    def leads(self):
        return may_lead(self.member)

    @property
    def may_close(self):
        """Close with a conclusion, and open again: leaders, and who started it while they may write."""
        started = self.discussion.starter_id == self.user.pk
        return self.leads or (started and may_contribute(self.member))

    @property
    def may_react(self):
        return self.may_write

    def wrote(self, post):
        return post.is_shown and post.author_id == self.user.pk

    def may_edit(self, post):
        return self.may_write and self.wrote(post)

    def may_delete(self, post):
        """Its author; and leaders, for what should not stand there."""
        if not post.is_shown or not self.discussion.group.is_active:
            return False
        return self.leads or (self.may_read and post.author_id == self.user.pk)
