"""One's own part in threads of groups: in the copy of one's data, when an account is erased, in a merge."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from partners.discussions.live import forget_what_was_told
from partners.discussions.models import (
    Discussion,
    DiscussionGuest,
    DiscussionReader,
    Draft,
    EarlierPost,
    GuestInvitation,
    Post,
    PostFile,
    PostMention,
    Reaction,
)
from partners.organisations.moving import moves
from partners.people.erasing import erases, stays, warns
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells
from portal.files import erase


@tells(Post, EarlierPost, PostFile, order=51)
def tell_of_posts(subject):
    """What they have said in groups, with what they changed and the files."""
    posts = Post.objects.filter(author=subject.user).select_related("organisation", "discussion__group")
    posts = posts.defer("organisation__search")
    posts = list(posts.prefetch_related("earlier_texts", "files").order_by("pk"))
    rows = [
        [
            Fact("group", _("Working group"), post.discussion.group.name),
            Fact("thread", _("Thread"), post.discussion.title),
            *facts_of(post, "created_at", "text", "quote", "state", "author_name"),
            Fact("organisation", _("On behalf of"), post.organisation.name if post.organisation else ""),
            Fact("earlier", _("Earlier texts"), [each.text for each in post.earlier_texts.all()]),
            Fact("files", _("Attachments"), [each.name for each in post.files.all()]),
        ]
        for post in posts
    ]
    files = [
        (f"{post.pk}-{file.pk}-{file.name}", file.content())
        for post in posts
        for file in post.files.all()
        if file.is_served
    ]
    return Chapter("posts", _("Your posts in working groups"), rows, files)


@tells(Reaction, PostMention, DiscussionGuest, Draft, order=52)
def tell_of_the_rest(subject):
    """Reactions, where they are mentioned, which threads they are a guest in, and what they have begun."""
    of_user = {"user": subject.user}
    rows = [
        [Fact("post", _("Reaction to post no."), each.post_id), *facts_of(each, "kind", "at")]
        for each in Reaction.objects.filter(**of_user)
    ]
    rows += [
        [Fact("mentioned", _("Mentioned in post no."), each.post_id), *facts_of(each, "name")]
        for each in PostMention.objects.filter(**of_user)
    ]
    rows += [
        [Fact("guest", _("Guest in the thread"), each.content_object.title)]
        for each in DiscussionGuest.objects.filter(**of_user).select_related("content_object")
    ]
    rows += [facts_of(each, "text", "saved_at") for each in Draft.objects.filter(**of_user).exclude(text="")]
    return Chapter("group_threads", _("More from threads in working groups"), rows)


@tells(GuestInvitation, order=53)
def tell_of_invitations(subject):
    """Invitations to their addresses, and those that they have sent, without the others' addresses."""
    to_them = GuestInvitation.objects.filter(email__in=subject.addresses)
    by_them = GuestInvitation.objects.filter(invited_by=subject.user)
    both = ((to_them, "received", _("You were invited")), (by_them, "sent", _("You invited somebody")))
    rows = [
        [
            Fact("way", _("What"), way, words),
            Fact("thread", _("Thread"), each.discussion.title),
            *facts_of(each, "created_at", "state"),
        ]
        for invitations, way, words in both
        for each in invitations.select_related("discussion")
    ]
    return Chapter("guest_invitations", _("Invitations to threads"), rows)


@erases(GuestInvitation, order=23)
def let_go_of_invitations(subject):
    """What was sent to their addresses goes; who invited somebody is forgotten with the account."""
    GuestInvitation.objects.filter(email__in=[each.lower() for each in subject.addresses]).delete()


leaves_out(Discussion._meta.label, because="A thread is its group's; what they said in it is told as posts.")
leaves_out(DiscussionReader._meta.label, because="How far they have read says nothing that they have said.")


@erases(
    Post, EarlierPost, PostFile, PostMention, Reaction, DiscussionGuest, DiscussionReader, Draft, order=22
)
def let_go_of_posts(subject):
    """What was said in a group is a case document and stays without a name; the rest goes, files too.

    Where others have called them by name, the name is taken out.
    """
    user = subject.user
    posts = Post.objects.filter(Q(author=user) | Q(mentions__user=user)).order_by()
    forget_what_was_told(*posts.values_list("discussion", flat=True).distinct())
    for mention in PostMention.objects.filter(user=user).select_related("post").defer("post__search"):
        _take_out(mention)
    erase(PostFile.objects.filter(post__author=user))
    Post.objects.filter(author=user).update(author=None, author_name="")
    for model in (Reaction, DiscussionGuest, DiscussionReader, Draft):
        model.objects.filter(user=user).delete()


def _take_out(mention):
    post = mention.post
    with override(post.language):
        former = _("Former participant")
    for row in (post, *post.earlier_texts.all(), *post.quoted_in.all()):
        for field in ("text", "quote"):
            words = getattr(row, field, "")
            if f"@{mention.name}" in words:
                setattr(row, field, words.replace(f"@{mention.name}", f"@{former}"))
                row.save(update_fields=[field])
    mention.delete()


stays(Discussion._meta.label, because="A thread goes on; the row forgets who started and closed it.")


@warns
def tell_of_posts_that_stay(user):
    """That posts stay, without the name. One query."""
    if Post.objects.filter(author=user).exists():
        return [_("What you have written in working groups stays as case documents, without your name.")]
    return []


@warns
def tell_of_files_that_go(user):
    """That the files of posts do not stay. One query."""
    if PostFile.objects.filter(post__author=user, erased_at=None).exists():
        return [_("Files that you have attached to posts are deleted. That there were some stays.")]
    return []


@moves(Post)
def move_posts(gone, kept):
    """What was said for one organisation was said for the kept one."""
    moved = list(Post.objects.filter(organisation=gone).values_list("pk", flat=True))
    Post.objects.filter(pk__in=moved).update(organisation=kept)
    return moved
