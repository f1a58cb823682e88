"""The kinds of notices about threads, in words."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.inputs.models import Input
from partners.inputs.noticing import EXCERPT, answers_for
from partners.notices.kinds import Weight, Words, notice_kind
from partners.threads.letters import reply_names
from partners.threads.models import Mention, Reply
from partners.threads.noticing import ANSWERED, MENTIONED, REPLIED

BEGINNING = 60


def _replies(user, notices):
    """(primary key of the notice, reply) of those that `user` may read. One query."""
    wanted = {notice.data["reply"]: notice.pk for notice in notices}
    replies = Reply.objects.shown().filter(pk__in=wanted, input__in=Input.objects.visible_to(user))
    replies = replies.select_related("input", "organisation").defer("input__search", "organisation__search")
    return [(wanted[reply.pk], reply) for reply in replies]


def tell_of_replies(user, notices):
    return {
        pk: Words(
            title=_("%(name)s has replied: %(beginning)s")
            % {"name": reply_names(reply), "beginning": _beginning(reply.input)},
            url=reply.get_absolute_url(),
            about=_beginning(reply.input),
            excerpt=Truncator(reply.text).chars(EXCERPT),
            why=_("You follow this input."),
        )
        for pk, reply in _replies(user, notices)
    }


def tell_of_mentions(user, notices):
    """A mention that was taken out again is none."""
    mentioned = set(Mention.objects.filter(user=user).values_list("reply", flat=True))
    return {
        pk: Words(
            title=_("%(name)s has mentioned you") % {"name": reply_names(reply)},
            url=reply.get_absolute_url(),
            excerpt=Truncator(reply.text).chars(EXCERPT),
            why=_("Somebody mentioned you."),
        )
        for pk, reply in _replies(user, notices)
        if reply.pk in mentioned
    }


def tell_of_answers(user, notices):
    return {
        pk: Words(
            title=_("Input that you follow is answered: %(beginning)s")
            % {"beginning": _beginning(answer.input)},
            url=answer.input.get_absolute_url(),
            excerpt=Truncator(answer.text).chars(EXCERPT),
            why=_("You follow this input."),
        )
        for pk, answer in answers_for(user, notices).items()
    }


def several_replies(count, words):
    return ngettext("%(n)s new reply to: %(beginning)s", "%(n)s new replies to: %(beginning)s", count) % {
        "n": count,
        "beginning": words.about,
    }


def _beginning(input):
    return Truncator(input.words).chars(BEGINNING)


notice_kind(
    REPLIED,
    label=gettext_lazy("New replies to what you follow"),
    tell=tell_of_replies,
    many=several_replies,
    by_mail=False,
    icon="chat",
)
notice_kind(
    MENTIONED,
    label=gettext_lazy("When somebody mentions you"),
    tell=tell_of_mentions,
    weight=Weight.MENTION,
    by_mail=False,
    icon="person",
)
notice_kind(
    ANSWERED,
    label=gettext_lazy("Answers to what you follow"),
    tell=tell_of_answers,
    by_mail=False,
    icon="check-circle",
)
