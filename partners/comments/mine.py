"""What comments keep of people besides the input itself."""

from django.utils.translation import gettext as _

from partners.comments.models import CommentDraft, EarlierText, HeldComment
from partners.people.erasing import erases
from partners.people.telling import Chapter, Fact, facts_of, tells
from partners.threads.redacting import keeps_text


@tells(EarlierText, order=31)
def tell_of_earlier_texts(subject):
    """What their comments said before they changed them."""
    texts = EarlierText.objects.filter(input__giver__in=subject.people).order_by("until", "pk")
    return Chapter(
        "earlier_texts", _("Earlier texts of your comments"), [facts_of(t, "text", "until") for t in texts]
    )


@tells(CommentDraft, order=32)
def tell_of_drafts(subject):
    """What they have begun to write."""
    drafts = CommentDraft.objects.filter(user=subject.user).select_related("page").order_by("saved_at", "pk")
    rows = [[Fact("page", _("About"), d.page.title), *facts_of(d, "text", "saved_at")] for d in drafts]
    return Chapter("comment_drafts", _("Drafts of your comments"), rows)


@tells(HeldComment, order=33)
def tell_of_held_comments(subject):
    """What waits to be confirmed from one of their addresses."""
    held = HeldComment.objects.filter(email__in=subject.addresses, confirmed_at=None).select_related("page")
    names = ("created_at", "kind", "text", "quote", "visibility", "shown_as", "name", "organisation", "email")
    rows = [
        [Fact("page", _("About"), each.page.title), *facts_of(each, *names)]
        for each in held.order_by("created_at", "pk")
    ]
    return Chapter("held_comments", _("Comments that you have not confirmed"), rows)


keeps_text(EarlierText, "text", of="input")


@erases(CommentDraft, HeldComment, order=21)
def forget_what_was_not_given(subject):
    """What was begun, or never confirmed, goes with the account."""
    CommentDraft.objects.filter(user=subject.user).delete()
    HeldComment.objects.filter(email__in=subject.addresses).delete()
