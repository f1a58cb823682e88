"""Threads as one reader sees them: the list, and a page of posts."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Subquery

from partners.discussions.models import Discussion, DiscussionReader, Post

SHOWN = 25
# Posts that stand before the one that a page begins with, so that one sees what it follows.
CONTEXT = 5
LISTED = 20


@dataclass(frozen=True)
class Posts:
    """Some posts in order, where those before and after them begin, and how many they can become."""

    rows: list
    earlier: int | None = None
    later: int | None = None
    most: int | None = None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def posts_of(discussion, user, *, start=None, before=None):
    """The posts from `start` on, those before `before`, or else the latest. One query; two from `start`."""
    posts = discussion.posts.in_thread(user)
    if start:
        above = discussion.posts.filter(pk__lt=start).order_by("-pk").values_list("pk", flat=True)
        above = list(above[: CONTEXT + 1])
        first = min([start, *above[:CONTEXT]])
        rows = list(posts.filter(pk__gte=first)[: SHOWN + 1])
        later = rows[SHOWN].pk if len(rows) > SHOWN else None
        return Posts(rows[:SHOWN], first if len(above) > CONTEXT else None, later, SHOWN)
    if before:
        posts = posts.filter(pk__lt=before)
    rows = list(posts.order_by("-pk")[: SHOWN + 1])
    page = rows[:SHOWN][::-1]
    return Posts(page, page[0].pk if len(rows) > SHOWN else None, before)


def first_unread(discussion, user):
    """The key of the first post that `user` has not seen, or None. One query."""
    unread = Post.objects.unread_by(user).filter(discussion=discussion)
    return unread.order_by("pk").values_list("pk", flat=True).first()


def mark_read(discussion, user, posts):
    """Remember that these are seen; what was seen later stays seen. At most two statements."""
    if not posts.rows:
        return
    latest = posts.rows[-1].pk
    mine = DiscussionReader.objects.filter(discussion=discussion, user=user)
    known = mine.values_list("last_read", flat=True).first()
    if known is None:
        new = DiscussionReader(discussion=discussion, user=user, last_read=latest)
        DiscussionReader.objects.bulk_create([new], ignore_conflicts=True)
    elif known < latest:
        mine.filter(last_read__lt=latest).update(last_read=latest)


def listed(discussions, user):
    """With what a row of a list shows."""
    posts = Post.objects.shown().filter(discussion=OuterRef("pk")).order_by().values("discussion")
    latest = Post.objects.filter(pk=OuterRef("last_post")).values("author_name")[:1]
    return discussions.with_unread(user).annotate(
        post_count=Subquery(posts.annotate(n=Count("pk")).values("n")), latest_name=Subquery(latest)
    )


def on_group_page(group, user, *, shown):
    """The first threads of a group: pinned ones, then the latest. One query."""
    rows = listed(group.discussions.all(), user)
    return list(rows.order_by(F("pinned_at").desc(nulls_last=True), "-last_post")[:shown])


def list_page(group, user, *, before=None):
    """(pinned threads, a page of the others, where the older ones begin). Two queries."""
    rows = listed(group.discussions.all(), user)
    pinned = [] if before else list(rows.filter(pinned_at__isnull=False).order_by("-pinned_at"))
    others = rows.filter(pinned_at=None).newest_first()
    if before:
        others = others.filter(last_post__lt=before)
    others = list(others[: LISTED + 1])
    older = others[LISTED - 1].last_post if len(others) > LISTED else None
    return pinned, others[:LISTED], older


def as_guest(user):
    """The threads that `user` is a guest in, newest first. One query."""
    return list(listed(Discussion.objects.with_guest(user), user).newest_first())


def next_unread(user, *, besides=None, group=None):
    """The thread with something unread that comes next: in this group first, the latest first. One query."""
    unread = Exists(Post.objects.unread_by(user).filter(discussion=OuterRef("pk")))
    rows = Discussion.objects.readable_by(user).filter(unread).exclude(pk=besides)
    return sorted_for(rows, group).first()


def sorted_for(rows, group):
    if group is None:
        return rows.newest_first()
    from_here = Exists(Discussion.objects.filter(pk=OuterRef("pk"), group=group))
    return rows.annotate(is_here=from_here).order_by("-is_here", "-last_post")


def unread_by_group(groups, user):
    """How many posts are unread in each group that one is in, by primary key. One query."""
    unread = Post.objects.unread_by(user).filter(discussion__group__in=groups)
    unread = unread.filter(discussion__group__members__user=user).order_by()
    return dict(unread.values_list("discussion__group").annotate(n=Count("pk")))
