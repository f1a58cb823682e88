"""Letting through, or keeping back, what waits to be seen by the municipality before others read it."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.inputs.live import ask_for_rights, tell_of_inputs
from partners.inputs.models import Input
from partners.inputs.several import all_locked
from partners.inputs.waiting import keep_back, let_through, tell_that_they_are_shown, waiting_marker
from partners.threads.following import write_of_reply
from partners.threads.letters import write_mentioned
from partners.threads.live import tell_of_reply
from partners.threads.mentions import keep_mentions, mentioned_in
from partners.threads.models import EarlierReply, Moderation, Reply
from partners.threads.moderating import hide_reply, note, restore_reply
from portal.pagecache import forget_pages
from portal.text import clean_line

Kind = Moderation.Kind


@transaction.atomic
def look_through(things, *, approve, seen, by, reason=""):
    """Let these inputs and replies through, or keep them back for a reason. Returns (done, left alone).

    `seen` has the `waiting_marker` of each: what was changed or decided since is left alone, so that nothing
    is shown that nobody has read. Letters to those who follow and are mentioned go now, not before.
    """
    done, left, changes = [], [], []
    for thing in _locked(things):
        if not thing.waiting_since or seen.get(_key(thing)) != waiting_marker(thing):
            left.append(thing)
            continue
        if approve:
            changes += filter(None, [_let_through(thing, by=by)])
        else:
            _keep_back(thing, reason=reason, by=by)
        done.append(thing)
    tell_that_they_are_shown(changes)
    return done, left


def _key(thing):
    return ("svar" if isinstance(thing, Reply) else "innspill", thing.pk)


def _locked(things):
    """Inputs first, those of the replies too, then replies: each in one order, as everybody locks them."""
    replies = [thing.pk for thing in things if isinstance(thing, Reply)]
    wanted = [thing.pk for thing in things if not isinstance(thing, Reply)]
    around = Reply.objects.filter(pk__in=replies).order_by().values("input")
    inputs = all_locked(Input.objects.filter(pk__in=wanted) | Input.objects.filter(pk__in=around))
    by_key = {input.pk: input for input in inputs}
    rows = Reply.objects.select_for_update(of=("self",)).select_related("author", "organisation")
    locked = list(rows.filter(pk__in=replies).order_by("pk"))
    for reply in locked:
        reply.input = by_key[reply.input_id]
    return [by_key[pk] for pk in sorted(wanted)] + locked


def _let_through(thing, *, by):
    if isinstance(thing, Reply):
        let_reply_through(thing, by=by)
        return None
    change = let_through(thing, by=by)
    ask_for_rights(thing)
    tell_of_inputs(thing)
    return change


def let_reply_through(reply, *, by):
    """Show a reply that waits or was never shown, or its new text. It and its input are locked."""
    if reply.is_shown:
        _show_new_text(reply, by=by)
        return
    reply.state, reply.hidden_because = Reply.State.SHOWN, ""
    reply.shown_at, reply.waiting_since = timezone.now(), None
    reply.save(update_fields=["state", "hidden_because", "shown_at", "waiting_since"])
    note(reply, Kind.APPROVE, reason="", by=by)
    log(reply, "partners.reply.approve", user=by, data={"new_text": False})
    named = [mention.user for mention in reply.mentions.select_related("user")]
    write_mentioned(reply, named)
    author = [reply.author.email] if reply.author else []
    write_of_reply(reply, besides=[*author, *(user.email for user in named)])
    forget_pages()
    tell_of_reply(reply.input_id)


def _show_new_text(reply, *, by):
    EarlierReply.objects.create(reply=reply, text=reply.text)
    reply.text, reply.changed_at = reply.waiting_text, reply.waiting_since
    reply.waiting_text, reply.waiting_since = "", None
    reply.save(update_fields=["text", "changed_at", "waiting_text", "waiting_since"])
    log(reply, "partners.reply.approve", user=by, data={"new_text": True})
    if reply.author:
        named = mentioned_in(reply.text, input=reply.input, by=reply.author)
        write_mentioned(reply, keep_mentions(reply, named))
    forget_pages()
    tell_of_reply(reply.input_id)


@transaction.atomic
def show_again(reply, *, by):
    """Show a hidden reply again. One that never was shown is let through, with the letters of that."""
    [reply] = _locked([reply])
    if reply.is_hidden and reply.shown_at is None:
        let_reply_through(reply, by=by)
    return restore_reply(reply, by=by)


def _keep_back(thing, *, reason, by):
    is_reply = isinstance(thing, Reply)
    if is_reply and thing.is_waiting:
        hide_reply(thing, reason=reason, by=by)
        return
    if is_reply:
        thing.waiting_since = None
        thing.save(update_fields=["waiting_since"])
        log(thing, "partners.reply.decline", user=by, data={"reason": clean_line(reason)})
    else:
        was_shown = not thing.is_waiting
        keep_back(thing, reason=reason, by=by)
        if not was_shown:
            return
    note(thing, Kind.DECLINE, reason=clean_line(reason), by=by)
