"""What the municipality does in threads: hide, show again, ask for a change, keep people out."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from partners.inputs.actions import hide_input, locked
from partners.people.actions import person_for
from partners.people.rules import works_here
from partners.threads.actions import close_reports
from partners.threads.errors import MayNot
from partners.threads.following import reader_at
from partners.threads.letters import write_excluded, write_moderated
from partners.threads.live import tell_of_reply
from partners.threads.models import Exclusion, Moderation, Reply, Report
from partners.threads.rules import talk_about
from portal.pagecache import forget_pages
from portal.text import clean_line

Kind, Outcome = Moderation.Kind, Report.Outcome


def locked_reply(reply):
    return Reply.objects.select_for_update(of=("self",)).select_related("input", "author").get(pk=reply.pk)


def note(thing, kind, *, reason, by):
    """Leave the trace of what was done with an input or a reply, and tell whoever wrote it."""
    reply = thing if isinstance(thing, Reply) else None
    input = reply.input if reply else thing
    noted = Moderation.objects.create(input=input, reply=reply, kind=kind, reason=reason, by=by)
    if kind != Kind.KEEP and (writer := writer_of(thing)):
        to, language = writer
        write_moderated(noted, to=to, language=language)
    return noted


def writer_of(thing):
    """(address, language) of whoever wrote an input or a reply; None when they are forgotten."""
    if isinstance(thing, Reply):
        return (thing.author.email, thing.author.language or thing.language) if thing.author else None
    return (thing.giver.email, thing.language) if thing.giver else None


@transaction.atomic
def hide_reply(reply, *, reason, by):
    """Take a reply out of sight, tell its author why, and leave a trace for all. Twice is harmless.

    Open reports about it are answered.
    """
    reply = locked_reply(reply)
    if reply.is_shown or reply.is_waiting:
        reply.waiting_since = None
        reply.state, reply.hidden_because = Reply.State.HIDDEN, clean_line(reason)
        reply.save(update_fields=["state", "hidden_because", "waiting_since"])
        note(reply, Kind.HIDE, reason=reply.hidden_because, by=by)
        log(reply, "partners.reply.hide", user=by, data={"reason": reply.hidden_because})
        forget_pages()
    close_reports(reply, outcome=Outcome.HIDDEN)
    tell_of_reply(reply.input_id)
    return reply


@transaction.atomic
def restore_reply(reply, *, by):
    """Show a hidden reply again, and tell its author. Twice is harmless. Not one that never was shown."""
    reply = locked_reply(reply)
    if reply.is_hidden and reply.shown_at:
        reply.state, reply.hidden_because = Reply.State.SHOWN, ""
        reply.save(update_fields=["state", "hidden_because"])
        note(reply, Kind.RESTORE, reason="", by=by)
        log(reply, "partners.reply.restore", user=by)
        forget_pages()
        tell_of_reply(reply.input_id)
    return reply


@transaction.atomic
def ask_to_change(thing, *, reason, by):
    """Ask whoever wrote an input or a reply to change it; it stands until they do. Reports are answered."""
    thing = locked_reply(thing) if isinstance(thing, Reply) else locked(thing)
    reason = clean_line(reason)
    note(thing, Kind.ASK, reason=reason, by=by)
    action = "partners.reply.ask" if isinstance(thing, Reply) else "partners.input.ask"
    log(thing, action, user=by, data={"reason": reason})
    close_reports(thing, outcome=Outcome.ASKED)
    return thing


@transaction.atomic
def keep(thing, *, reason="", by):
    """Answer the open reports about an input or a reply: it stays. Does nothing when there are none."""
    closed = close_reports(thing, outcome=Outcome.KEPT)
    if closed:
        note(thing, Kind.KEEP, reason=clean_line(reason), by=by)
        log(thing, "partners.report.decide", user=by, data={"outcome": Outcome.KEPT, "reports": len(closed)})
    return closed


@transaction.atomic
def hide(thing, *, reason, by):
    """Hide an input or a reply, and answer the open reports about it."""
    if isinstance(thing, Reply):
        return hide_reply(thing, reason=reason, by=by)
    hidden = hide_input(thing, reason=reason, by=by)
    # Also those that came while it was hidden already.
    close_reports(thing, outcome=Outcome.HIDDEN)
    return hidden


@transaction.atomic
def exclude(*, email, reason, until, by, language="nb"):
    """Keep the person with this address from taking part until a moment, and tell them why.

    It goes for their account and for what they send without one. Raises `MayNot` for who works here.
    """
    person = person_for(email)
    user = person.user or reader_at(email)
    if user and works_here(user):
        raise MayNot
    made = Exclusion.objects.create(
        person=person, reason=clean_line(reason), until=until, by=by, language=language
    )
    log(made, "partners.exclusion.make", user=by, data={"until": until.isoformat()})
    write_excluded(made, what="made")
    return made


@transaction.atomic
def lift(exclusion, *, by):
    """Let somebody take part again before the time is over, and tell them. Twice is harmless."""
    exclusion = Exclusion.objects.select_for_update(of=("self",)).get(pk=exclusion.pk)
    if exclusion.is_in_force:
        exclusion.lifted_at = timezone.now()
        exclusion.save(update_fields=["lifted_at"])
        log(exclusion, "partners.exclusion.lift", user=by)
        write_excluded(exclusion, what="lifted")
    return exclusion


@transaction.atomic
def set_talk(page, *, closes_at, counts, by):
    """Say until when one replies and votes about a page and its translations, and who sees the votes."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    talk = talk_about(page)
    if talk.pk is None:
        talk.page = page
    talk.closes_at, talk.counts = closes_at, counts
    talk.save()
    data = {"closes_at": closes_at.isoformat() if closes_at else None, "counts": counts}
    log(talk, "partners.talk.set", user=by, data=data)
    forget_pages()
    return talk
