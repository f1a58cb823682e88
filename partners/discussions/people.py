"""Who can read a thread, and so be mentioned in it."""

from django.db.models import Exists, OuterRef

from partners.discussions.errors import CannotSee
from partners.discussions.models import DiscussionGuest, Post, PostMention
from partners.groups.models import GroupMember
from partners.people.errors import NobodyHere
from partners.people.mentions import begins_so, named_in
from partners.people.models import User


def readers_of(discussion):
    """The accounts at hand that can read the thread: those in its group, and its guests."""
    places = GroupMember.objects.filter(group=discussion.group_id, user=OuterRef("pk"))
    guests = DiscussionGuest.objects.filter(content_object=discussion.pk, user=OuterRef("pk"))
    at_hand = User.objects.filter(is_active=True, erase_after=None)
    return at_hand.filter(Exists(places) | Exists(guests)).order_by("name", "pk")


def suggested(part, words):
    """The first who can be mentioned and whose name, or a word of it, begins so. One query.

    To a guest only those who have said something in the thread: of others in the group they need not know.
    """
    named = readers_of(part.discussion).exclude(name="").exclude(pk=part.user.pk)
    if part.is_guest:
        said = Post.objects.filter(discussion=part.discussion, author=OuterRef("pk"))
        named = named.filter(Exists(said))
    return begins_so(named.only("name"), words)


def mentioned_in(text, *, discussion, chosen=(), by):
    """Who is mentioned in `text`. One query. Raises `CannotSee`."""
    if "@" not in text and not chosen:
        return []
    try:
        return named_in(text, readers_of(discussion).exclude(name=""), chosen=chosen, by=by)
    except NobodyHere:
        raise CannotSee from None


def keep_mentions(post, users):
    """Make the mentions of a post these. Returns the accounts that were not mentioned before."""
    before = {mention.user_id for mention in post.mentions.all()}
    post.mentions.exclude(user__in=users).delete()
    new = [user for user in users if user.pk not in before]
    PostMention.objects.bulk_create(PostMention(post=post, user=user, name=user.name) for user in new)
    return new
