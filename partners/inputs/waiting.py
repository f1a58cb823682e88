"""Input that others read when the municipality has seen it: what waits, and what becomes of it.

Nothing here knows which pages that goes for: subjects above say so.
"""

from wagtail.log_actions import log

from partners.inputs.actions import change_status, write_to_giver
from partners.inputs.models import Input
from partners.inputs.rules import may_answer
from partners.inputs.sections import tell_of_hiding, tell_of_new_text
from partners.inputs.several import by_giver
from portal.mail import outbox
from portal.pagecache import forget_pages
from portal.text import clean_line

_rules = []


def sees_first(rule):
    """Let `rule(page)` say whether the municipality sees what is said about a page before others do."""
    _rules.append(rule)
    return rule


def is_seen_first(page):
    """Whether what is said about a page waits until the municipality has seen it. One query."""
    return any(rule(page) for rule in _rules)


def must_wait(page, *, by):
    """Whether what `by` (an account, or None) says about a page waits; the municipality's own does not."""
    return not (by and may_answer(by)) and is_seen_first(page)


def waiting_marker(thing):
    """What a moderator has seen of what waits: hand it back with the decision, to decide on that alone."""
    return thing.waiting_since.isoformat() if thing.waiting_since else ""


def let_through(input, *, by):
    """Show an input that waits, or its new text; the caller has locked it. Its change, or None."""
    if input.is_waiting:
        change = change_status(input, after=Input.Status.NEW, by=by)
        log(input, "partners.input.approve", user=by, data={"new_text": False})
        return change
    earlier, input.changed_at = input.text, input.waiting_since
    input.text, input.waiting_text, input.waiting_since = input.waiting_text, "", None
    input.save(update_fields=["text", "changed_at", "waiting_text", "waiting_since"])
    tell_of_new_text(input, earlier)
    log(input, "partners.input.approve", user=by, data={"new_text": True})
    forget_pages()
    return None


def keep_back(input, *, reason, by):
    """Hide an input that waits, and tell its giver why; or leave its text as it was. It is locked.

    A text that is not shown is kept for its giver, who can change it.
    """
    reason = clean_line(reason)
    log(input, "partners.input.decline", user=by, data={"reason": reason, "new_text": not input.is_waiting})
    if not input.is_waiting:
        input.waiting_since = None
        input.save(update_fields=["waiting_since"])
        return
    change = change_status(input, after=Input.Status.HIDDEN, by=by, reason=reason)
    write_to_giver("inputs.hidden", input, data={"change": change.pk}, key=change.pk)
    tell_of_hiding(input)


def tell_that_they_are_shown(changes):
    """One letter to each giver about all of theirs that was let through."""
    for told in by_giver(changes).values():
        first = told[0].input
        if first.giver:
            outbox.write(
                "inputs.approved",
                to=first.giver.email,
                data={"inputs": [change.input_id for change in told]},
                dedupe_key=f"inputs.approved:{told[0].pk}",
                about=f"input:{first.pk}",
                language=first.language,
            )
