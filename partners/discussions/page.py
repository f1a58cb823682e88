"""What the page of a thread shows."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.discussions.drafts import draft_at, place_of
from partners.discussions.forms import PostForm
from partners.discussions.live import DISCUSSIONS
from partners.discussions.models import QUOTE_LIMIT
from partners.discussions.reading import mark_read, posts_of
from partners.groups.views import crumb, here
from partners.threads.forms import read_key


def conversation(request, part, *, unread=None, form=None, news="", new_post=None):
    """The posts that the address asks for, which are seen from then on, and the form.

    `unread` is the key of the first post that was not seen when the page was opened; `news` is read out, and
    the post `new_post` (a key) gets the focus.
    """
    discussion = part.discussion
    entrance = DISCUSSIONS.entrance(discussion.pk)
    start, before = read_key(request.GET.get("fra")), read_key(request.GET.get("for"))
    posts = posts_of(discussion, request.user, start=None if new_post else start, before=before)
    mark_read(discussion, request.user, posts)
    draft = draft_at(request.user, place_of(discussion)) if part.may_write else None
    if form is None and part.may_write:
        form = PostForm(initial={"text": draft.text} | _quoted(request, posts))
    places = {"fra": None if new_post else start, "for": before, "ulest": unread}
    return {
        "part": part,
        "group": discussion.group,
        "discussion": discussion,
        "entrance": entrance,
        "posts": posts,
        "posts_query": urlencode({name: key for name, key in places.items() if key}),
        "unread": unread,
        "post_form": form,
        "draft": draft,
        "draft_url": reverse("discussion_draft", args=[discussion.pk]),
        "news": news,
        "new_post": new_post,
        "breadcrumbs": crumbs(discussion.group, discussion, part=part),
    }


def _quoted(request, posts):
    """An empty form, or one that quotes what the link said."""
    wanted = request.GET.get("siter", "")
    for post in posts:
        if str(post.pk) == wanted and post.is_shown:
            return {"quoted": wanted, "quote": quotable(post.text)}
    return {}


def quotable(text):
    """As much of a text as a quote can hold, cut between words."""
    return text if len(text) <= QUOTE_LIMIT else text[:QUOTE_LIMIT].rsplit(None, 1)[0]


def crumbs(group, discussion=None, title="", *, part=None):
    """The way to a page of threads. A guest may not know of more than the thread."""
    way = []
    if part is None or part.member:
        threads = reverse("discussion_list", args=[group.slug])
        way = [here(), crumb(group), {"title": _("Threads"), "url": threads}]
    if discussion:
        way.append({"title": discussion.title, "url": discussion.get_absolute_url()})
    return [*way, {"title": title, "url": ""}] if title else way
