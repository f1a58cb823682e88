"""The way to a thread: what one may not read does not exist, and answers 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from partners.discussions.errors import MayNot
from partners.discussions.models import Discussion, DiscussionGuest, Post
from partners.discussions.rules import Part
from partners.groups.access import member_of


def part_in(discussion, user):
    """How `user` stands in the thread, which has its group. One query, and one for who has no place."""
    member = member_of(discussion.group, user)
    is_guest = (
        member is None and DiscussionGuest.objects.filter(content_object=discussion, user=user).exists()
    )
    return Part(user, discussion, member, is_guest)


def at_discussion(*, may="may_read"):
    """Give the view the `part` of who asks in the thread of the address, when the part says they `may`."""

    def decorate(view):
        @wraps(view)
        @login_required
        @never_cache
        def gated(request, pk, **arguments):
            discussion = get_object_or_404(Discussion.objects.select_related("group", "closed_by"), pk=pk)
            part = part_in(discussion, request.user)
            if not part.may_read or not getattr(part, may):
                raise Http404
            return _answered(view, request, part=part, **arguments)

        return gated

    return decorate


def at_post(view):
    """Give the view the `post` of the address, with its thread, and the `part` of who reads it."""

    @wraps(view)
    @login_required
    @never_cache
    def gated(request, pk, **arguments):
        posts = Post.objects.select_related("discussion__group")
        post = get_object_or_404(posts, pk=pk)
        part = part_in(post.discussion, request.user)
        if not part.may_read:
            raise Http404
        return _answered(view, request, post=post, part=part, **arguments)

    return gated


def _answered(view, request, **arguments):
    """What the view answers. Whose right was taken in that very moment is as one who never had it."""
    try:
        return view(request, **arguments)
    except MayNot:
        raise Http404 from None
