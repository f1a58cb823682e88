"""Threads and what is said in them, in search: for those who may read them."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.urls import reverse
from django.utils.translation import gettext as _

from home.searching import Group, Hit, register_searcher
from partners.discussions.models import POST_WORDS, Discussion, Post

HITS_SHOWN = 10
TITLE_WORDS = SearchVector("title", config="norwegian")


@register_searcher(order=40)
def search_posts(query, request):
    """The newest posts with the words, and threads by their titles, in one's own groups. Two queries."""
    if not request.user.is_authenticated:
        return None
    sought = SearchQuery(query.tsquery, config="norwegian", search_type="raw")
    readable = Discussion.objects.readable_by(request.user).order_by()
    posts = Post.objects.shown().filter(discussion__in=readable).alias(words=POST_WORDS).filter(words=sought)
    found = list(posts.select_related("discussion__group").order_by("-pk")[: HITS_SHOWN + 1])
    titled = readable.alias(words=TITLE_WORDS).filter(words=sought).select_related("group").newest_first()
    in_posts = {post.discussion_id for post in found}
    hits = [_thread(thread) for thread in titled[:HITS_SHOWN] if thread.pk not in in_posts]
    hits += [_post(post, query) for post in found[:HITS_SHOWN]]
    return Group(
        label=_("In your working groups"),
        hits=hits,
        more=len(found) > HITS_SHOWN,
        more_url=reverse("group_list"),
    )


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
