"""The letters of threads: news to those who follow, mentions, and what moderators have done."""

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.addresses import absolute
from partners.inputs.letters import address_of
from partners.inputs.models import Answer, Input
from partners.threads.following import ANSWERED, REPLIES, about, reader_at
from partners.threads.models import Exclusion, Moderation, Reply, Report
from partners.threads.noticing import notify_mentioned
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

MENTIONED = "threads.mentioned"
MODERATED = "threads.moderated"
OUTCOME = "threads.outcome"
EXCLUDED = "threads.excluded"
NAMES = {
    REPLIES: gettext_lazy("New replies to followed input"),
    ANSWERED: gettext_lazy("Followed input answered"),
    MENTIONED: gettext_lazy("Mentioned in a reply"),
    MODERATED: gettext_lazy("Reply hidden, shown again, or to be changed"),
    OUTCOME: gettext_lazy("What came of a report"),
    EXCLUDED: gettext_lazy("Kept from taking part"),
}
TOPICS = [
    (
        Topic(
            "threads.replies",
            gettext_lazy("News of input that you follow"),
            gettext_lazy(
                "When others reply to it or the municipality answers: at most one letter an hour for each "
                "input. You follow what you have given and what you reply to, until you stop."
            ),
            order=42,
        ),
        [REPLIES, ANSWERED],
    ),
    (
        Topic(
            "threads.mentions",
            gettext_lazy("When somebody mentions you"),
            gettext_lazy("When your name stands in a reply with an @ before it."),
            order=44,
        ),
        [MENTIONED],
    ),
    (
        Topic(
            "threads.reports",
            gettext_lazy("What came of your reports"),
            gettext_lazy("When you have reported something, and the municipality has looked at it."),
            order=46,
        ),
        [OUTCOME],
    ),
    (
        Topic(
            "threads.moderation",
            gettext_lazy("When the municipality steps in"),
            gettext_lazy(
                "If it shows or hides your reply, asks you to change something or keeps you from taking part."
            ),
            order=72,
            needed=gettext_lazy("It is a decision about you, and you have a right to know why."),
        ),
        [MODERATED, EXCLUDED],
    ),
]


def write_mentioned(reply, users):
    notify_mentioned(reply, users)
    outbox.write_many(
        [
            outbox.draft(
                MENTIONED,
                to=user.email,
                data={"reply": reply.pk},
                dedupe_key=f"{MENTIONED}:{reply.pk}:{user.pk}",
                about=about(reply.input),
                language=user.language or reply.language,
            )
            for user in users
        ]
    )


def write_moderated(moderation, *, to, language):
    outbox.write(
        MODERATED,
        to=to,
        data={"moderation": moderation.pk},
        dedupe_key=f"{MODERATED}:{moderation.pk}",
        about=about(moderation.input),
        language=language,
    )


def write_outcomes(reports):
    outbox.write_many(
        [
            outbox.draft(
                OUTCOME,
                to=report.reporter.email,
                data={"report": report.pk},
                dedupe_key=f"{OUTCOME}:{report.pk}",
                about=about(report.input),
                language=report.language,
            )
            for report in reports
            if report.reporter
        ]
    )


def write_excluded(exclusion, *, what):
    outbox.write(
        EXCLUDED,
        to=exclusion.person.email,
        data={"exclusion": exclusion.pk, "what": what},
        dedupe_key=f"{EXCLUDED}:{exclusion.pk}:{what}",
        about=f"exclusion:{exclusion.pk}",
        language=exclusion.language,
    )


def reply_names(reply):
    """Who speaks, as everybody reads it."""
    name = _("Former participant") if reply.is_forgotten else reply.author_name or _("No name")
    return ", ".join(filter(None, [name, reply.organisation.name if reply.organisation else ""]))


def _told(subject, said, *, why, words="", reason="", outcome="", url="", label=""):
    """A letter of few words: what has happened, what was written, and why."""
    context = {"said": said, "words": words, "reason": reason, "outcome": outcome, "url": url, "label": label}
    return Composed(subject=str(subject), template="threads/told", context=context, why=why)


def compose_replies(letter):
    """All replies since the last letter, that are still there and that the reader can see."""
    input = Input.objects.select_related("page", "giver").filter(pk=letter.data["input"]).first()
    if input is None or not _reads(letter.to, input):
        return None
    reader = reader_at(letter.to)
    first = input.replies.filter(pk=letter.data["first"]).first()
    if first is None or first.shown_at is None:
        return None
    # By when they were shown: one that the municipality saw late is new to readers then.
    since = Q(shown_at__gt=first.shown_at) | Q(shown_at=first.shown_at, pk__gte=first.pk)
    replies = input.replies.shown().filter(since).select_related("organisation")
    replies = [each for each in replies if reader is None or each.author_id != reader.pk]
    if not replies:
        return None
    if len(replies) == 1:
        subject = _("%(name)s has replied: %(beginning)s") % {
            "name": reply_names(replies[0]),
            "beginning": Truncator(input.words).chars(50),
        }
    else:
        subject = _("%(n)s new replies: %(beginning)s") % {
            "n": len(replies),
            "beginning": Truncator(input.words).chars(50),
        }
    context = {
        "input": input,
        "replies": [(reply_names(each), each) for each in replies],
        "url": _thread(letter.to, input, replies[0]),
    }
    return Composed(subject=subject, template="threads/replies", context=context, why=_why(input, letter.to))


def _reads(address, input):
    """Whether the reader of a letter can still see what it is about."""
    if input.giver and input.giver.email == address:
        return input.is_shown
    reader = reader_at(address)
    return reader is not None and Input.objects.visible_to(reader).filter(pk=input.pk).exists()


def _thread(address, input, reply):
    """Where the reader finds it: who gave it without an account, on their personal page."""
    if input.is_public or reader_at(address):
        return absolute(reply.get_absolute_url())
    return address_of(input)


def _why(input, address):
    title = {"title": input.page.title}
    if input.giver and input.giver.email == address:
        return _("You get this because you gave input about “%(title)s”.") % title
    return _("You get this because you follow input about “%(title)s”.") % title


def compose_answered(letter):
    """The municipality's answer to what the reader follows."""
    answers = Answer.objects.select_related("input__page", "input__giver")
    answer = answers.filter(pk=letter.data["answer"]).first()
    if answer is None or not _reads(letter.to, answer.input):
        return None
    return _told(
        _("Input that you follow is answered: %(beginning)s")
        % {"beginning": Truncator(answer.input.words).chars(50)},
        _("The municipality answers: %(verdict)s") % {"verdict": answer.get_status_display()},
        words=answer.text,
        url=absolute(answer.input.get_absolute_url()),
        label=_("See input and answer"),
        why=_why(answer.input, letter.to),
    )


def compose_mentioned(letter):
    """The reply that calls the reader by name."""
    reply = Reply.objects.select_related("input__page", "input__giver", "organisation")
    reply = reply.filter(pk=letter.data["reply"], state=Reply.State.SHOWN).first()
    reader = reader_at(letter.to)
    if reply is None or reader is None or not _reads(letter.to, reply.input):
        return None
    if not reply.mentions.filter(user=reader).exists():
        return None
    who = {"name": reply_names(reply)}
    return _told(
        _("%(name)s has mentioned you") % who,
        _("%(name)s has mentioned you in a reply:") % who,
        words=reply.text,
        url=absolute(reply.get_absolute_url()),
        label=_("Read and reply"),
        why=_("You get this because somebody mentioned you."),
    )


MODERATED_WORDS = {
    Moderation.Kind.HIDE: (
        gettext_lazy("Your reply has been hidden"),
        gettext_lazy("The municipality has hidden your reply. Others can no longer read it, but see why."),
    ),
    Moderation.Kind.RESTORE: (
        gettext_lazy("Your reply is shown again"),
        gettext_lazy("The municipality hid your reply, and has now made it visible again."),
    ),
    Moderation.Kind.APPROVE: (
        gettext_lazy("Your reply is shown now"),
        gettext_lazy("The municipality has seen your reply, and others can read it now."),
    ),
    Moderation.Kind.DECLINE: (
        gettext_lazy("Your new text is not shown"),
        gettext_lazy("The municipality has seen your new text and does not show it. The earlier one stands."),
    ),
    Moderation.Kind.ASK: (
        gettext_lazy("The municipality asks you to change what you wrote"),
        gettext_lazy("The municipality asks you to change what you wrote. It stands as before until you do."),
    ),
    Moderation.Kind.REDACT: (
        gettext_lazy("The municipality has removed words from what you wrote"),
        gettext_lazy(
            "The municipality has removed words from what you wrote. That they were removed is shown."
        ),
    ),
}


NEVER_SHOWN = (
    gettext_lazy("Your reply is not shown"),
    gettext_lazy(
        "The municipality has seen your reply and does not show it to others. Here is what you wrote."
    ),
)


def compose_moderated(letter):
    """What was done with what the reader wrote, and why; nothing when it is otherwise by now."""
    moderation = Moderation.objects.select_related("input__page", "input__giver", "reply")
    moderation = moderation.filter(pk=letter.data["moderation"]).first()
    if moderation is None or not _still_so(moderation):
        return None
    reply = moderation.reply
    subject, said = MODERATED_WORDS[moderation.kind]
    if reply and reply.shown_at is None:
        subject, said = NEVER_SHOWN
    written = reply or moderation.input
    return _told(
        subject,
        said,
        words=written.waiting_text if moderation.kind == Moderation.Kind.DECLINE else written.text,
        reason=moderation.reason,
        url=absolute(reply.get_absolute_url()) if reply else address_of(moderation.input),
        label=_("See it on the website"),
        why=_("You get this because you wrote it."),
    )


def _still_so(moderation):
    reply = moderation.reply
    if moderation.kind == Moderation.Kind.DECLINE:
        written = reply or moderation.input
        return bool(written.waiting_text) and written.waiting_since is None
    if moderation.kind == Moderation.Kind.HIDE:
        return reply.is_hidden
    if moderation.kind == Moderation.Kind.RESTORE:
        return reply.is_shown
    return reply is None or reply.is_shown


OUTCOME_WORDS = {
    Report.Outcome.KEPT: gettext_lazy("We have looked at it. It keeps to the rules, and stays."),
    Report.Outcome.HIDDEN: gettext_lazy("We have hidden it. Thank you for telling us."),
    Report.Outcome.ASKED: gettext_lazy("We have asked its author to change it. Thank you for telling us."),
    Report.Outcome.GONE: gettext_lazy("Its author has deleted it."),
}


def compose_outcome(letter):
    """What came of the reader's report."""
    report = Report.objects.select_related("input").filter(pk=letter.data["report"]).first()
    if report is None or report.reporter_id is None or not report.outcome:
        return None
    shown = _reads(letter.to, report.input)
    return _told(
        _("What came of your report"),
        _("You told us that something broke the rules: %(reason)s.")
        % {"reason": report.get_reason_display().lower()},
        outcome=OUTCOME_WORDS[report.outcome],
        url=absolute(report.input.get_absolute_url()) if shown else "",
        label=_("See it on the website"),
        why=_("You get this because you reported it."),
    )


def compose_excluded(letter):
    """That the reader may not take part, until when and why; or that they may again."""
    exclusion = Exclusion.objects.filter(pk=letter.data["exclusion"]).first()
    if exclusion is None:
        return None
    is_lifted = letter.data["what"] == "lifted"
    if not is_lifted and not exclusion.is_in_force:
        return None
    day = {"day": date_format(localtime(exclusion.until), "DATETIME_FORMAT")}
    why = _("You get this because it is a decision about you. Write to us if you disagree.")
    if is_lifted:
        said = _("The municipality has decided that you may reply, comment and vote again.")
        return _told(_("You may take part again"), said, why=why)
    said = _(
        "The municipality has decided that you may not reply, comment or vote until %(day)s. "
        "It ends by itself then. You can read everything as before."
    )
    return _told(_("You may not take part for a while"), said % day, reason=exclusion.reason, why=why)


COMPOSERS = {
    REPLIES: compose_replies,
    ANSWERED: compose_answered,
    MENTIONED: compose_mentioned,
    MODERATED: compose_moderated,
    OUTCOME: compose_outcome,
    EXCLUDED: compose_excluded,
}
