"""What participants do in a thread: reply, change it, take it back, vote, follow, report."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.inputs.actions import locked
from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.inputs.sections import told_of_hiding
from partners.inputs.waiting import must_wait
from partners.organisations.models import Membership
from partners.threads.errors import MayNot, NotTheirWords, OldTurn
from partners.threads.following import write_of_reply
from partners.threads.letters import write_mentioned, write_outcomes
from partners.threads.live import tell_of_reply, tell_of_vote
from partners.threads.mentions import keep_mentions, mentioned_in
from partners.threads.models import EarlierReply, Follow, Reply, Report, Talk, Vote
from partners.threads.rules import is_free_to_edit, may_edit, may_reply, may_vote, talk_of
from portal.pagecache import forget_pages
from portal.text import clean_line, clean_text


@transaction.atomic
def post_reply(
    input,
    *,
    by,
    text,
    organisation=None,
    quote="",
    quoted=None,
    mentioned=(),
    follow=True,
    client_id=None,
    language="nb",
):
    """Reply to an input for oneself or for an `organisation`. The same `client_id` gives the same reply.

    `quote` are words of the reply `quoted`, or of the input when that is None; `mentioned` are the primary
    keys of accounts that were chosen by name. Those who follow and those who are mentioned get letters: once
    the municipality has seen the reply, on a page where that comes first (`look_through`).
    Raises `MayNot`, `NotTheirWords` and `CannotSee`.
    """
    input = locked(input)
    if sent := _sent(input, client_id, by=by):
        return sent
    _check(may_reply(by, input) and is_seen(input, by) and _acts_for(by, organisation))
    text, quote = clean_text(text), clean_text(quote)
    quoted = _quotable(input, quote, quoted)
    named = mentioned_in(text, input=input, chosen=mentioned, by=by)
    now, waits = timezone.now(), must_wait(input.page, by=by)
    reply = Reply.objects.create(
        input=input,
        state=Reply.State.WAITING if waits else Reply.State.SHOWN,
        created_at=now,
        shown_at=None if waits else now,
        waiting_since=now if waits else None,
        author=by,
        author_name=clean_line(by.name),
        organisation=organisation,
        by_municipality=organisation is None and may_answer(by),
        text=text,
        quote=quote,
        quoted=quoted,
        client_id=client_id,
        language=language,
    )
    keep_mentions(reply, named)
    if follow:
        Follow.objects.update_or_create(input=input, user=by, defaults={"is_on": True})
    log(reply, "partners.reply.post", user=by, data={"input": input.pk, "waits": waits})
    if waits:
        return reply
    write_mentioned(reply, named)
    write_of_reply(reply, besides=[by.email, *(user.email for user in named)])
    forget_pages()
    tell_of_reply(input.pk)
    return reply


def _sent(input, client_id, *, by):
    """The reply that was sent with this id; an id of somebody else's is nobody's to use."""
    sent = Reply.objects.filter(client_id=client_id).first() if client_id else None
    _check(sent is None or (sent.author_id, sent.input_id) == (by.pk, input.pk))
    return sent


def _check(allowed):
    if not allowed:
        raise MayNot


def is_seen(input, user):
    return Input.objects.visible_to(user).filter(pk=input.pk).exists()


def _acts_for(user, organisation):
    acting = Membership.objects.acting()
    return organisation is None or acting.filter(user=user, organisation=organisation).exists()


def _quotable(input, quote, quoted):
    """The reply that is quoted, as it reads now; None for the input.

    What is quoted must stand there, line breaks aside: nobody gets words put in their mouth.
    """
    if not quote:
        return None
    if quoted is not None:
        quoted = input.replies.shown().filter(pk=quoted.pk).first()
        if quoted is None:
            raise NotTheirWords
    if clean_line(quote) not in clean_line(quoted.text if quoted else input.text):
        raise NotTheirWords
    return quoted


@transaction.atomic
def edit_reply(reply, *, text, by, mentioned=()):
    """Change one's own reply. Later than a quarter of an hour after it was written the earlier text is kept.

    Where the municipality sees first what is said, the text that is shown stays until it has seen the new
    one. The same text again is harmless. Raises `MayNot` and `CannotSee`.
    """
    input = locked(reply.input)
    reply = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    _check(may_edit(by, reply) and may_reply(by, input) and is_seen(input, by))
    text = clean_text(text)
    if text == (reply.text if reply.is_waiting else reply.waiting_text or reply.text):
        return reply
    named = mentioned_in(text, input=input, chosen=mentioned, by=by)
    if reply.is_waiting or must_wait(input.page, by=by):
        return _edit_unseen(reply, text, named)
    reply.waiting_text, reply.waiting_since = "", None
    if not is_free_to_edit(reply):
        EarlierReply.objects.create(reply=reply, text=reply.text)
        reply.changed_at = timezone.now()
    reply.text = text
    reply.save(update_fields=["text", "changed_at", "waiting_text", "waiting_since"])
    log(reply, "partners.reply.edit", user=by, data={"leaves_trace": not is_free_to_edit(reply)})
    write_mentioned(reply, keep_mentions(reply, named))
    forget_pages()
    tell_of_reply(input.pk)
    return reply


def _edit_unseen(reply, text, named):
    """A text that nobody reads before the municipality has seen it."""
    reply.waiting_since = timezone.now()
    if reply.is_waiting:
        reply.text = text
        keep_mentions(reply, named)
    elif text == reply.text:
        reply.waiting_text, reply.waiting_since = "", None
    else:
        reply.waiting_text = text
    reply.save(update_fields=["text", "waiting_text", "waiting_since"])
    log(reply, "partners.reply.edit", user=reply.author, data={"waits": reply.waiting_since is not None})
    return reply


@transaction.atomic
def delete_reply(reply, *, by):
    """Take back one's own reply: its words are gone, also where others have quoted it. Twice is harmless.

    That there was a reply stays, so that those after it make sense; of one that was never shown nothing does.
    Raises `MayNot`.
    """
    reply = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if reply.state == Reply.State.DELETED and reply.author_id == by.pk:
        return reply
    _check(may_edit(by, reply))
    if reply.is_waiting:
        log(reply, "partners.reply.delete", user=by)
        reply.delete()
        return None
    reply.state, reply.text, reply.quote = Reply.State.DELETED, "", ""
    reply.waiting_text, reply.waiting_since = "", None
    reply.save(update_fields=["state", "text", "quote", "waiting_text", "waiting_since"])
    reply.quoted_in.update(quote="")
    reply.earlier_texts.all().delete()
    reply.mentions.all().delete()
    log(reply, "partners.reply.delete", user=by)
    close_reports(reply, outcome=Report.Outcome.GONE)
    forget_pages()
    tell_of_reply(reply.input_id)
    return reply


@transaction.atomic
def vote(input, *, by, value, turn):
    """Say what one thinks of an input, or take it back with an empty `value`. One vote for each account.

    `turn` is the one that the form was shown for: a form from before one's present vote raises `OldTurn`,
    unless it says the same. Raises `MayNot` once the page has closed or the input is hidden. How somebody
    votes is not in the log.
    """
    input = Input.objects.select_related("page", "giver").get(pk=input.pk)
    _check(may_vote(by, input) and is_seen(input, by))
    Vote.objects.bulk_create([Vote(input=input, user=by)], ignore_conflicts=True)
    mine = Vote.objects.select_for_update().get(input=input, user=by)
    if mine.value == value:
        return mine
    if mine.turn != turn:
        raise OldTurn
    mine.value, mine.turn, mine.at = value, turn + 1, timezone.now()
    mine.save(update_fields=["value", "turn", "at"])
    if talk_of(input).counts == Talk.Counts.AT_ONCE:
        forget_pages()
    tell_of_vote(input.pk)
    return mine


@transaction.atomic
def follow(input, *, by, is_on=True):
    """Follow an input, or stop. Twice is harmless. Raises `MayNot` for what one cannot see."""
    _check(is_seen(input, by))
    mine, is_new = Follow.objects.get_or_create(input=input, user=by, defaults={"is_on": is_on})
    if is_new or mine.is_on != is_on:
        mine.is_on, mine.since = is_on, timezone.now()
        mine.save(update_fields=["is_on", "since"])
        log(input, "partners.input.follow" if is_on else "partners.input.unfollow", user=by)
    return mine


@transaction.atomic
def report(input, *, by, reason, text="", reply=None, language="nb"):
    """Tell the municipality that an input, or a `reply` to it, breaks the rules. Once for each person.

    Raises `MayNot` for what one cannot see, and for what is hidden or deleted already.
    """
    standing = reply.is_shown if reply else input.is_shown
    _check(by.is_authenticated and standing and is_seen(input, by))
    made, is_new = Report.objects.get_or_create(
        input=input,
        reply=reply,
        reporter=by,
        defaults={"reason": reason, "text": clean_text(text), "language": language},
    )
    if is_new:
        log(made, "partners.report.make", user=by, data={"input": input.pk, "reason": reason})
    return made


@told_of_hiding
def answer_who_reported(input):
    """An input that is hidden, wherever that was decided, answers those who have reported it."""
    close_reports(input, outcome=Report.Outcome.HIDDEN)


def close_reports(thing, *, outcome):
    """Say what came of all open reports about an input or a reply, and tell those who made them."""
    waiting = list(Report.objects.open().about(thing).select_for_update(of=("self",)))
    for each in waiting:
        each.outcome, each.closed_at = outcome, timezone.now()
    Report.objects.bulk_update(waiting, ["outcome", "closed_at"])
    write_outcomes(waiting)
    return waiting
