"""One's own answers by mail: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.inbound.models import MailReply, ReplyAddress
from partners.people.erasing import erases
from partners.people.telling import Chapter, facts_of, leaves_out, tells


@tells(MailReply, order=53)
def tell_of_replies(subject):
    """What came by mail, what became of it, and its words while it is held."""
    names = ("received_at", "state", "reason", "sender", "text", "has_files")
    rows = [facts_of(each, *names) for each in MailReply.objects.filter(user=subject.user).order_by("pk")]
    return Chapter("mail_replies", _("Your answers by e-mail"), rows)


leaves_out(ReplyAddress._meta.label, because="It says where they may answer, which the letters have told.")


@erases(MailReply, ReplyAddress, order=23)
def erase_replies(subject):
    MailReply.objects.filter(user=subject.user).delete()
    ReplyAddress.objects.filter(user=subject.user).delete()
