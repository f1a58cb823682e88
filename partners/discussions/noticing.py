"""Who hears of what is said in threads, and in which words."""

from django.db.models import Exists, OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.discussions.models import Discussion, DiscussionGuest, Post, PostMention
from partners.discussions.telling import when_posted
from partners.groups.models import GroupMember
from partners.groups.noticing import place_of_group
from partners.notices.actions import follow, notify
from partners.notices.kinds import Place, Weight, Words, notice_kind, place_kind, primary_keys
from partners.notices.models import Following
from partners.people.models import User

POSTED = "discussions.posted"
MENTIONED = "discussions.mentioned"
EXCERPT = 160


def place_of_thread(pk):
    return f"thread:{pk}"


def about_thread(pk):
    return f"discussion:{pk}"


@when_posted
def notify_of_post(post, mentioned):
    """All who read the thread hear of it, as much as they want; who takes part follows it."""
    if post.author:
        follow(post.author, place_of_thread(post.discussion_id), because=Following.Because.TOOK_PART)
    _notify(mentioned, MENTIONED, post, f"{MENTIONED}:{post.pk}")
    others = _hearers(post.discussion).exclude(pk__in=[user.pk for user in mentioned])
    _notify(others, POSTED, post, f"{POSTED}:{post.discussion_id}")


def _hearers(discussion):
    places = GroupMember.objects.filter(group=discussion.group_id, user=OuterRef("pk"))
    guests = DiscussionGuest.objects.filter(content_object=discussion, user=OuterRef("pk"))
    return User.objects.filter(Exists(places) | Exists(guests))


def _notify(users, kind, post, group):
    notify(
        [user for user in users if user.pk != post.author_id],
        kind=kind,
        about=about_thread(post.discussion_id),
        key=post.pk,
        data={"post": post.pk},
        group=group,
        place=place_of_thread(post.discussion_id),
        within=place_of_group(post.discussion.group_id),
    )


def _posts(user, notices):
    """(primary key of the notice, post) of those that `user` may read. One query."""
    wanted = {notice.data["post"]: notice.pk for notice in notices}
    readable = Discussion.objects.readable_by(user).order_by()
    posts = Post.objects.shown().filter(pk__in=wanted, discussion__in=readable)
    return [(wanted[post.pk], post) for post in posts.select_related("discussion")]


def tell_of_posts(user, notices):
    return {
        pk: Words(
            title=_("%(name)s has written in %(thread)s")
            % {"name": post.shown_name, "thread": post.discussion.title},
            url=post.get_absolute_url(),
            about=post.discussion.title,
            excerpt=Truncator(post.text).chars(EXCERPT),
        )
        for pk, post in _posts(user, notices)
    }


def tell_of_mentions(user, notices):
    """A mention that was taken out again is none. Two queries."""
    mentioned = set(PostMention.objects.filter(user=user).values_list("post", flat=True))
    return {
        pk: Words(
            title=_("%(name)s has mentioned you in %(thread)s")
            % {"name": post.shown_name, "thread": post.discussion.title},
            url=post.get_absolute_url(),
            about=post.discussion.title,
            excerpt=Truncator(post.text).chars(EXCERPT),
            why=_("Somebody mentioned you."),
        )
        for pk, post in _posts(user, notices)
        if post.pk in mentioned
    }


def several_posts(count, words):
    return ngettext("%(n)s new post in %(thread)s", "%(n)s new posts in %(thread)s", count) % {
        "n": count,
        "thread": words.about,
    }


def describe_threads(user, keys):
    """Those among them that `user` can read. One query."""
    threads = Discussion.objects.readable_by(user).filter(pk__in=primary_keys(keys))
    return {str(thread.pk): Place(thread.title, thread.get_absolute_url()) for thread in threads}


place_kind("thread", describe_threads)
notice_kind(
    POSTED,
    label=gettext_lazy("New posts in your groups"),
    tell=tell_of_posts,
    many=several_posts,
    icon="chat",
)
notice_kind(
    MENTIONED,
    label=gettext_lazy("When somebody mentions you in a group"),
    tell=tell_of_mentions,
    weight=Weight.MENTION,
    icon="person",
)
