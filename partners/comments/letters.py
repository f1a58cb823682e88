"""The letter by which a guest confirms a comment."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.comments.models import HeldComment
from partners.comments.tokens import digest, token_of
from partners.inputs.letters import absolute
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

CONFIRM = "comments.confirm"
NAMES = {CONFIRM: gettext_lazy("Link that confirms a comment")}
TOPICS = [
    (
        Topic(
            "comments.confirm",
            gettext_lazy("Links that confirm what you write"),
            gettext_lazy("When you comment on the concept without being signed in."),
            order=60,
            needed=gettext_lazy("Your comment is not received before you follow the link."),
        ),
        [CONFIRM],
    ),
]
KEPT_DAYS = 7


def compose_confirm(letter):
    """The link, and what was written, so that it is lost to nobody; None when it is confirmed or gone."""
    held = (
        HeldComment.objects.select_related("page").filter(pk=letter.data["held"], confirmed_at=None).first()
    )
    if held is None:
        return None
    token = token_of(held.client_id)
    if digest(token) != held.digest:
        return None
    return Composed(
        subject=_("Confirm your comment on “%(title)s”") % {"title": held.page.title},
        template="comments/confirm",
        context={
            "held": held,
            "page": held.page,
            "url": absolute(reverse("comment_confirm", args=[token])),
            "days": KEPT_DAYS,
        },
        why=_("You get this because somebody commented on the concept with this address."),
    )


PRIVATE_COMPOSERS = {CONFIRM: compose_confirm}
