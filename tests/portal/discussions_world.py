"""Threads of a group that the table of permissions asks for, in each state."""

from partners.discussions.attaching import attach
from partners.discussions.inviting import invite_guest
from partners.discussions.leading import let_in_guest
from partners.discussions.live import DISCUSSIONS
from tests.factories import DiscussionFactory, GroupMemberFactory, PostFactory, WorkingGroupFactory
from tests.uploads import upload

OF_THREAD = ("discussion", "discussion_posts", "discussion_state", "post_write", "discussion_draft")
OF_THREAD += ("discussion_names", "discussion_pin", "discussion_close", "discussion_reopen")
OF_THREAD += ("discussion_move", "discussion_guests")
OF_POST = ("post_change", "post_delete", "post_earlier", "post_react")


def discussions_world(people):
    """(arguments, bodies, sockets): the owner leads the group, the member is one, the other is a guest."""
    group = WorkingGroupFactory()
    GroupMemberFactory(group=group, user=people["owner"], place="leader")
    GroupMemberFactory(group=group, user=people["member"])
    discussion = DiscussionFactory(group=group)
    post = PostFactory(discussion=discussion, author=people["member"])
    (file,) = attach(post, [upload()], by=people["member"])
    let_in_guest(discussion, user=people["other"], by=people["owner"])
    invitation = invite_guest(discussion, email="ny@example.no", by=people["owner"], language="nb")
    # In a thread of its own: who accepts it reads that one.
    another = DiscussionFactory(group=group)
    address = people["volunteer"].email
    to_volunteer = invite_guest(another, email=address, by=people["owner"], language="nb")
    arguments = {name: [discussion.pk] for name in OF_THREAD} | {name: [post.pk] for name in OF_POST}
    arguments |= {
        "post_file": [post.pk, file.pk],
        "guest_revoke": [discussion.pk, invitation.pk],
        "guest_invitation": [to_volunteer.token],
        "discussion_next": [],
        "discussion_end_guest": [discussion.pk, people["other"].pk],
        **{name: [group.slug] for name in ("discussion_list", "discussion_new", "discussion_new_draft")},
    }
    bodies = {"post_react": "kind=like&on=1", "discussion_draft": "text=Hei&seen=0"}
    bodies["discussion_new_draft"] = bodies["discussion_draft"]
    sockets = {
        "live/socket/ (thread of a working group)": f"/live/socket/?room={DISCUSSIONS.room(discussion.pk)}@0"
    }
    return arguments, bodies, sockets
