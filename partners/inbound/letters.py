"""What people are told of their answers by mail, where they are not simply posted."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.addresses import absolute
from partners.inbound.models import MailReply
from partners.notices.kinds import places_of
from partners.people.models import User
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

KIND = "inbound.outcome"
NAMES = {KIND: gettext_lazy("What became of an answer by e-mail")}
TOPICS = [
    (
        Topic(
            "inbound.outcome",
            gettext_lazy("Your answers by e-mail"),
            gettext_lazy("When one is held or not posted, or posted without the files that came with it."),
            order=74,
            needed=gettext_lazy("Without it you would not know that others have not got your answer."),
        ),
        [KIND],
    )
]
State, Reason = MailReply.State, MailReply.Reason
WAITS = gettext_lazy("The municipality looks at it. You need not wait: you can write on the page, too.")
HELD = {
    Reason.UNREADABLE: gettext_lazy("Your answer by e-mail could not be read, and is not posted."),
    Reason.EMPTY: gettext_lazy(
        "We found no words of your own in your answer by e-mail, so nothing is posted."
    ),
    Reason.TOO_LONG: gettext_lazy("Your answer by e-mail is too long for a post, and is not posted."),
    Reason.UNSURE: gettext_lazy(
        "Your answer by e-mail is not posted yet: we could not tell your own words from those that you quote."
    ),
}
REFUSED = {
    Reason.NOT_ALLOWED: gettext_lazy(
        "You cannot write there, or not any more. So your answer by e-mail is not posted, and not kept."
    ),
    Reason.EXPIRED: gettext_lazy(
        "You have answered a letter that is too old to be answered by e-mail. So your answer is not posted, "
        "and not kept. Write on the page instead."
    ),
}


def write_outcome(reply):
    """Tell the person what became of it, if that is not what they expect and it was shown to be theirs.

    That one may not write in a place, or has answered too old a letter, is told once for each place.
    """
    if not reply.is_theirs or (reply.state == State.POSTED and not reply.has_files):
        return
    told = f"{reply.user_id}:{reply.place}:{reply.reason}" if reply.state == State.REFUSED else f"{reply.pk}"
    outbox.write(
        KIND,
        to=reply.user.email,
        data={"user": reply.user_id, "place": reply.place, "state": reply.state, "reason": reply.reason},
        dedupe_key=f"{KIND}:{reply.state}:{told}",
        about=f"mail_reply:{reply.pk}",
        language=reply.user.language or "nb",
    )


def compose(letter):
    """What became of it, and the way to the place for who can still see it."""
    user = User.objects.filter(pk=letter.data.get("user"), is_active=True).first()
    if user is None or user.email.casefold() != letter.to.casefold():
        return None
    subject, sentences = _words(letter.data["state"], letter.data["reason"])
    place = places_of(user, [letter.data["place"]]).get(letter.data["place"])
    if place:
        sentences = [*sentences, f"{place.title}: {absolute(place.url)}"]
    return Composed(
        subject=subject,
        template="message",
        context={"body": "\n\n".join(map(str, sentences))},
        why=_("You get this because you answered a letter from us by e-mail."),
    )


def _words(state, reason):
    if state == State.POSTED:
        return _("Your answer is posted without its files"), [
            _("Your answer by e-mail is posted. The files that came with it were left out: add them there.")
        ]
    if state == State.HELD:
        return _("Your answer waits"), [HELD[reason], WAITS]
    if state == State.REFUSED:
        return _("Your answer is not posted"), [REFUSED[reason]]
    return _("Your answer is not posted"), [
        _("The municipality has looked at your answer by e-mail. It is not posted, and not kept.")
    ]
