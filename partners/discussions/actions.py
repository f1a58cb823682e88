"""What people do in a thread: start it, post, change and delete what they said, react."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.discussions.access import part_in
from partners.discussions.attaching import attach, delete_files, detach
from partners.discussions.drafts import forget_draft, place_of, place_of_new
from partners.discussions.errors import FilesStay, MayNot, NotTheirWords
from partners.discussions.live import tell_of_new_post, tell_of_posts, tell_of_reaction
from partners.discussions.models import Discussion, EarlierPost, Post, PostFile, PostMention, Reaction
from partners.discussions.people import keep_mentions, mentioned_in
from partners.discussions.telling import tell_of_post
from partners.groups.access import member_of
from partners.groups.actions import locked as locked_group
from partners.groups.rules import may_contribute, may_lead_groups
from partners.threads.rules import may_take_part
from portal.text import clean_line, clean_text

FREE_TO_EDIT = timedelta(minutes=15)


@transaction.atomic
def start_discussion(group, *, by, title, text, client_id, mentioned=(), files=(), language="nb"):
    """A new thread with its first post. The same `client_id` again gives the same thread.

    `files` are checked ones. Raises `MayNot`, `CannotSee` and `TooManyFiles`.
    """
    group = locked_group(group)
    if sent := Discussion.objects.filter(client_id=client_id).first():
        check((sent.starter_id, sent.group_id) == (by.pk, group.pk))
        return sent
    check(may_contribute(member_of(group, by)))
    discussion = Discussion.objects.create(
        group=group, title=clean_line(title), starter=by, client_id=client_id
    )
    log(discussion, "partners.discussion.start", user=by, data={"group": group.pk})
    said = {"text": text, "mentioned": mentioned, "files": files, "language": language}
    post(discussion, by=by, client_id=client_id, **said)
    forget_draft(by, place_of_new(group))
    discussion.refresh_from_db()
    return discussion


@transaction.atomic
def post(discussion, *, by, text, client_id, quote="", quoted=None, mentioned=(), files=(), language="nb"):
    """Say something in a thread. The same `client_id` again gives the same post.

    `quote` are words of the post `quoted`; `mentioned` are the primary keys of accounts that were chosen by
    name, `files` checked ones. What was drafted here is gone with it. Raises `MayNot`, `NotTheirWords`,
    `CannotSee` and `TooManyFiles`.
    """
    discussion = locked(discussion)
    if sent := Post.objects.filter(client_id=client_id).first():
        check((sent.author_id, sent.discussion_id) == (by.pk, discussion.pk))
        return sent
    part = part_in(discussion, by)
    check(part.may_write and may_take_part(by))
    text, quote = clean_text(text), clean_text(quote)
    quoted = _quotable(discussion, quote, quoted)
    named = mentioned_in(text, discussion=discussion, chosen=mentioned, by=by)
    organisation = part.member.shown_organisation if part.member else None
    said = Post.objects.create(
        discussion=discussion,
        author=by,
        author_name=clean_line(by.name),
        organisation=organisation,
        by_municipality=organisation is None and may_lead_groups(by),
        as_guest=part.is_guest,
        text=text,
        quote=quote,
        quoted=quoted,
        client_id=client_id,
        language=language,
    )
    Discussion.objects.filter(pk=discussion.pk).update(last_post=said.pk, last_post_at=said.created_at)
    keep_mentions(said, named)
    attach(said, files, by=by)
    forget_draft(by, place_of(discussion))
    log(said, "partners.post.write", user=by, data={"discussion": discussion.pk})
    tell_of_post(said, named)
    tell_of_new_post(said)
    return said


def locked(discussion):
    """The thread as it is now with its group, held until the transaction ends. Raises DoesNotExist."""
    rows = Discussion.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=discussion.pk)


def check(allowed):
    if not allowed:
        raise MayNot


def _quotable(discussion, quote, quoted):
    """The post that is quoted. What is quoted must stand there, line breaks aside."""
    if not quote:
        return None
    source = quoted and discussion.posts.shown().filter(pk=quoted.pk).first()
    if source is None or clean_line(quote) not in clean_line(source.text):
        raise NotTheirWords
    return source


@transaction.atomic
def edit_post(post, *, text, by, mentioned=(), added=(), removed=()):
    """Change one's own post and its files.

    Later than a quarter of an hour after it was written the earlier text is kept, and the files stay.

    `added` are checked files, `removed` the primary keys of some that are there. The same again is harmless.
    Raises `MayNot`, `CannotSee`, `FilesStay` and `TooManyFiles`.
    """
    post, part = _held(post, by)
    check(part.may_edit(post) and may_take_part(by))
    leaves_trace = not is_free_to_edit(post)
    if (added or removed) and leaves_trace:
        raise FilesStay
    has_other_files = bool(detach(post, removed, by=by) + attach(post, added, by=by))
    text = clean_text(text)
    if text != post.text:
        _change_text(post, text, by=by, mentioned=mentioned, leaves_trace=leaves_trace)
    elif has_other_files:
        tell_of_posts(post.discussion_id)
    return post


def _change_text(post, text, *, by, mentioned, leaves_trace):
    named = mentioned_in(text, discussion=post.discussion, chosen=mentioned, by=by)
    if leaves_trace:
        EarlierPost.objects.create(post=post, text=post.text)
        post.changed_at = timezone.now()
    post.text = text
    post.save(update_fields=["text", "changed_at"])
    log(post, "partners.post.edit", user=by, data={"leaves_trace": leaves_trace})
    new = keep_mentions(post, named)
    if new:
        tell_of_post(post, new)
    tell_of_posts(post.discussion_id)


def is_free_to_edit(post):
    """Whether a change leaves no trace."""
    return timezone.now() < post.created_at + FREE_TO_EDIT


@transaction.atomic
def delete_post(post, *, by):
    """Take back a post: its words are gone, also where others have quoted them and as they read earlier.

    Its files go, too. That there was a post stays, so that those after it make sense. Twice is harmless.
    Raises `MayNot`.
    """
    post, part = _held(post, by)
    if post.state == Post.State.DELETED:
        return post
    check(part.may_delete(post))
    wipe([post.pk], by_leader=post.author_id != by.pk)
    log(post, "partners.post.delete", user=by, data={"of_another": post.author_id != by.pk})
    tell_of_posts(post.discussion_id)
    post.refresh_from_db()
    return post


def wipe(keys, *, by_leader=False):
    """The words of these posts are gone everywhere, and so are their files."""
    posts = Post.objects.filter(pk__in=keys)
    delete_files(PostFile.objects.filter(post__in=keys))
    EarlierPost.objects.filter(post__in=keys).delete()
    Reaction.objects.filter(post__in=keys).delete()
    Post.objects.filter(quoted__in=keys).update(quote="")
    PostMention.objects.filter(post__in=keys).delete()
    posts.update(text="", quote="", state=Post.State.DELETED, deleted_by_leader=by_leader)


@transaction.atomic
def react(post, *, by, kind, is_on):
    """Say something of a post without words, or take it back. Twice is harmless. Raises `MayNot`."""
    post, part = _held(post, by)
    check(part.may_react and post.is_shown and may_take_part(by))
    if is_on:
        _reaction, changed = Reaction.objects.get_or_create(post=post, user=by, kind=kind)
    else:
        changed, _rows = Reaction.objects.filter(post=post, user=by, kind=kind).delete()
    if changed:
        tell_of_reaction(post.discussion_id)
    return post


def _held(post, user):
    """The post as it is now, its thread locked, and how `user` stands in it."""
    discussion = locked(Discussion(pk=post.discussion_id))
    post = Post.objects.get(pk=post.pk)
    post.discussion = discussion
    return post, part_in(discussion, user)
