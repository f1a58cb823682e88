"""Threads and what is said in them, in search: for those who may read them."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.searching import Group, Hit, register_searcher
from partners.discussions.models import Discussion, Post

TITLE_WORDS = SearchVector("title", config="norwegian")


@register_searcher("posts", gettext_lazy("Said in your working groups"), order=40, inside=True)
def search_posts(query, request):
    """The newest posts with the words, and threads by their titles, in one's own groups.

    At most four queries.
    """
    sought = SearchQuery(query.tsquery, config="norwegian", search_type="raw")
    readable = Discussion.objects.readable_by(request.user).order_by()
    keys = Post.objects.shown().filter(discussion__in=readable).newest_matching(sought, query.most + 1)
    found = list(Post.objects.filter(pk__in=keys).select_related("discussion__group").order_by("-pk"))
    titled = readable.alias(words=TITLE_WORDS).filter(words=sought).select_related("group").newest_first()
    in_posts = {post.discussion_id for post in found}
    hits = [_thread(thread) for thread in titled[: query.most] if thread.pk not in in_posts]
    hits += [_post(post, query) for post in found[: query.most]]
    return Group(hits=hits, more=len(found) > query.most)


def _thread(thread):
    return Hit(title=thread.title, url=thread.get_absolute_url(), kind=_("Thread"), note=thread.group.name)


def _post(post, query):
    return Hit(
        title=post.discussion.title,
        url=post.get_absolute_url(),
        kind=_("Post"),
        excerpt=query.excerpt(post.text),
        note=f"{post.shown_name}, {post.discussion.group.name}",
        date=post.created_at,
    )
