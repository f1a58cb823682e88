"""What one's groups talk about, on the workspace's first page."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partners.discussions.models import Post
from partners.groups.models import WorkingGroup
from partners.happenings import LATEST, Happening, link, tells_what_happened
from partners.workspace import overview_section


@overview_section(order=5)
def own_groups(request):
    """The groups at work that one is in, each with how many posts are unread; one query."""
    unread = Post.objects.unread_by(request.user).filter(discussion__group=OuterRef("pk")).order_by()
    counted = unread.values("discussion__group").annotate(n=Count("pk")).values("n")
    mine = WorkingGroup.objects.active().for_member(request.user).in_order()
    groups = list(mine.annotate(unread=Coalesce(Subquery(counted), 0)))
    return ("partners/discussions/_overview.html", {"groups": groups}) if groups else None


@tells_what_happened
def posts_in_own_groups(request):
    """What others have said in one's own groups; one query."""
    groups = WorkingGroup.objects.active().for_member(request.user).order_by()
    posts = Post.objects.shown().filter(discussion__group__in=groups).exclude(author=request.user)
    return [
        Happening(
            post.created_at,
            icon="chat",
            color="gronn",
            words=format_html(
                _("{who} wrote in {thread}"),
                who=post.shown_name,
                thread=link(post.get_absolute_url(), post.discussion.title),
            ),
        )
        for post in posts.select_related("discussion").order_by("-pk")[:LATEST]
    ]
