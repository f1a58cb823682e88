"""What is said in the demo's working groups, by the same actions as real posts, then moved into the past."""

import uuid
from datetime import timedelta

from django.utils import timezone

from demo.content import discussions as content
from demo.documents import upload_of
from demo.organisations import account
from partners.discussions.actions import post, react, start_discussion
from partners.discussions.leading import close, let_in_guest, pin
from partners.discussions.models import Discussion, DiscussionReader, Post
from partners.groups.models import WorkingGroup


def discussions():
    """Threads with quotes, reactions and files; one is pinned, one concluded, and one has a guest."""
    for name, title, posts, more in content.THREADS:
        group = WorkingGroup.objects.get(name=name)
        said = []
        for row in posts:
            said.append(_say(group, title, row, said))
        _give_reactions(posts, said)
        _finish(said[0].discussion, more, leader=group.members.leaders().get().user)
        _move_back(posts, said)
    for name, title, number in content.READ:
        discussion = Discussion.objects.get(title=title)
        seen = list(discussion.posts.values_list("pk", flat=True)[:number])
        DiscussionReader.objects.create(discussion=discussion, user=account(name), last_read=seen[-1])


def _say(group, title, row, said):
    name, _hours, quote, quoted, text, _reactions = row
    files = [upload_of(*file) for file in content.FILES.get((title, len(said)), [])]
    fields = {"by": account(name), "text": text, "files": files, "client_id": uuid.uuid4()}
    if not said:
        return start_discussion(group, title=title, **fields).posts.get()
    quoted = None if quoted is None else said[quoted]
    return post(said[0].discussion, quote=quote, quoted=quoted, **fields)


def _give_reactions(posts, said):
    for row, each in zip(posts, said, strict=True):
        for kind, name in row[-1]:
            react(each, by=account(name), kind=kind, is_on=True)


def _finish(discussion, more, *, leader):
    if more.get("pinned"):
        pin(discussion, by=leader, is_on=True)
    if more.get("guest"):
        let_in_guest(discussion, user=account(more["guest"]), by=leader)
    if more.get("conclusion"):
        close(discussion, by=account(more["closed_by"]), conclusion=more["conclusion"])


def _move_back(posts, said):
    moments = [timezone.now() - timedelta(hours=row[1]) for row in posts]
    for each, moment in zip(said, moments, strict=True):
        Post.objects.filter(pk=each.pk).update(created_at=moment)
    changed = {"created_at": moments[0], "last_post_at": moments[-1]}
    thread = Discussion.objects.filter(pk=said[0].discussion_id)
    thread.update(**changed)
    thread.filter(closed_at__isnull=False).update(closed_at=moments[-1] + timedelta(hours=2))
