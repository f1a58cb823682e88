"""What happens to an input, from the moment it is given until it is answered."""

import uuid

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.programme import answers_need_approval
from partners.inputs.drafts import DraftedInput, draft_of
from partners.inputs.errors import AnswerDrafted, InputChanged, InputError, NeedsApproval
from partners.inputs.live import ask_for_rights, tell_of_inputs
from partners.inputs.models import Answer, Input, StatusChange
from partners.inputs.sections import tell_of_answer, tell_of_hiding, tell_of_showing
from portal.mail import outbox
from portal.pagecache import forget_pages
from portal.text import clean_line, clean_text

# Two requests with the same words from the same person about the same question make one input.
SAME_WORDS = uuid.UUID("5b1f0c3e-6d52-4c0e-9a57-5f1f0b8f2c11")


@transaction.atomic
def give_inputs(page, *, answers, person, name, organisation, visibility, shown_as, language, receipt=True):
    """Receive what `person` says about `page`: one `Input` for each (question or None, text) that has words.

    Sending the same words twice is harmless. Returns the inputs, those that were there already included.
    One receipt goes to the giver for all that is new, unless another letter tells of it.
    """
    now = timezone.now()
    given = [
        Input(
            page_id=page.pk,
            question=question,
            question_text=question.text if question else "",
            theme_id=question.theme_id if question else None,
            text=text,
            giver=person,
            giver_name=clean_line(name),
            giver_organisation=clean_line(organisation),
            visibility=visibility,
            shown_as=shown_as,
            language=language,
            created_at=now,
            client_id=same_words_id(person, page, question, text),
        )
        for question, text in ((question, clean_text(text)) for question, text in answers)
        if text
    ]
    if not given:
        return []
    Input.objects.bulk_create(given, ignore_conflicts=True)
    kept = list(Input.objects.filter(client_id__in=[i.client_id for i in given]).order_by("pk"))
    new = [input for input in kept if input.created_at == now]
    for input in new:
        log(input, "partners.input.give", data={"page": page.pk, "visibility": visibility})
    if new:
        forget_pages()
    if new and receipt:
        write_receipt(new, person=person, language=language)
    return kept


def same_words_id(person, page, question, text):
    return uuid.uuid5(SAME_WORDS, f"{person.pk}:{page.pk}:{question.pk if question else 0}:{text}")


def write_receipt(inputs, *, person, language):
    outbox.write(
        "inputs.receipt",
        to=person.email,
        data={"inputs": [input.pk for input in inputs]},
        dedupe_key=f"inputs.receipt:{inputs[0].pk}",
        about=f"input:{inputs[0].pk}",
        language=language,
    )


def write_to_giver(kind, input, *, data, key):
    """A letter about one input to whoever gave it; nobody when the giver is forgotten."""
    if input.giver:
        outbox.write(
            kind,
            to=input.giver.email,
            data={"input": input.pk} | data,
            dedupe_key=f"{kind}:{key}",
            about=f"input:{input.pk}",
            language=input.language,
        )


def locked(input):
    return Input.objects.select_for_update(of=("self",)).select_related("giver").get(pk=input.pk)


def change_status(input, *, after, by, reason=""):
    change = StatusChange.objects.create(input=input, before=input.status, after=after, reason=reason, by=by)
    if input.is_waiting:
        input.waiting_since = None
    input.status = after
    input.save(update_fields=["status", "waiting_since"])
    forget_pages()
    return change


def marker_of(input):
    """What a coordinator has seen of an input: hand it back with an answer to learn of others' changes."""
    latest = max(input.answers.all(), key=lambda answer: (answer.at, answer.pk), default=None)
    changed = input.withdrawn_at or input.changed_at
    seen = f"{input.status}:{latest.pk if latest else 0}"
    return f"{seen}:{changed.isoformat()}" if changed else seen


@transaction.atomic
def consider_input(input, *, by):
    """Take a new input up for consideration, and tell its giver. One that is past that stays as it is."""
    input = locked(input)
    if change := take_up(input, by=by):
        write_to_giver("inputs.considering", input, data={"change": change.pk}, key=change.pk)
        tell_of_inputs(input)
    return input


def take_up(input, *, by):
    """The change of a new input that the caller has locked, and tells the giver of; None of any other."""
    if input.status != Input.Status.NEW:
        return None
    change = change_status(input, after=Input.Status.CONSIDERING, by=by)
    log(input, "partners.input.consider", user=by)
    return change


@transaction.atomic
def answer_input(input, *, status, text, by, seen=None):
    """Give the municipality's answer, publish it with the input and send it to the giver.

    An earlier answer stays in the history. The same answer again is harmless. With `seen` (`marker_of`) an
    answer to something that has changed since raises `InputChanged`; one that somebody has begun to answer
    raises `AnswerDrafted`, and one that nobody reads `InputError`. Where two must agree on an answer it
    raises `NeedsApproval`: it is to be drafted, and published by somebody else.
    """
    if answers_need_approval():
        raise NeedsApproval
    answer, is_new = give_answer(locked(input), status=status, text=text, by=by, seen=seen)
    if is_new:
        write_to_giver("inputs.answered", answer.input, data={"answer": answer.pk}, key=answer.pk)
        tell_of_inputs(answer.input)
    return answer


def give_answer(input, *, status, text, by, seen=None, version=None, draft=None, approved_by=None):
    """(answer, whether it is new) of an input that the caller has locked; the caller tells its giver.

    `version` is the revision of the page that takes the input up, or not; `draft` is what it is given from.
    Raises as `answer_input`, but for `NeedsApproval`.
    """
    text = clean_text(text)
    latest = input.answers.order_by("-at", "-pk").first()
    if latest and (latest.status, latest.text, input.status) == (status, text, status):
        return latest, False
    must_be_answerable(input, seen=seen, draft=draft)
    before = input.status
    answer = Answer.objects.create(
        input=input, status=status, text=text, by=by, version=version, approved_by=approved_by
    )
    change_status(input, after=status, by=by)
    log(
        input,
        "partners.input.answer",
        user=by,
        data={"status": [before, status], "answer": answer.pk}
        | ({"approved_by": approved_by.pk} if approved_by else {}),
    )
    tell_of_answer(answer)
    return answer, True


def must_be_answerable(input, *, seen=None, draft=None):
    """Raise what keeps the input, locked by the caller, from being answered or drafted an answer to.

    It may have a `draft`, but no other than this.
    """
    if seen is not None and seen != marker_of(input):
        raise InputChanged
    if not input.is_shown:
        raise InputError("What nobody reads cannot be answered")
    other = draft_of(input)
    if other and (draft is None or other.pk != draft.pk):
        raise AnswerDrafted(other)


def let_go_of_drafts(input):
    """Before an input is deleted: a draft that was to answer it alone goes with it."""
    drafts = [row.draft for row in DraftedInput.objects.filter(input=input).select_related("draft")]
    for draft in drafts:
        if not draft.drafted.exclude(input=input).exists():
            draft.delete()


@transaction.atomic
def hide_input(input, *, reason, by):
    """Take an input out of everybody's sight but the coordinator's and its giver's, who is told why."""
    input = locked(input)
    if input.status != Input.Status.HIDDEN:
        before = input.status
        change = change_status(input, after=Input.Status.HIDDEN, by=by, reason=clean_line(reason))
        log(
            input,
            "partners.input.hide",
            user=by,
            data={"status": [before, input.status], "reason": change.reason},
        )
        write_to_giver("inputs.hidden", input, data={"change": change.pk}, key=change.pk)
        tell_of_hiding(input)
        ask_for_rights(input)
        tell_of_inputs(input)
    return input


@transaction.atomic
def unhide_input(input, *, by):
    """Show a hidden input again, in the status that it had, and tell its giver."""
    input = locked(input)
    if input.status == Input.Status.HIDDEN:
        hidden = input.changes.filter(after=Input.Status.HIDDEN).last()
        before = hidden.before if hidden else Input.Status.NEW
        if before == Input.Status.WAITING:
            before = Input.Status.NEW
        change = change_status(input, after=before, by=by)
        log(input, "partners.input.unhide", user=by, data={"status": [Input.Status.HIDDEN, before]})
        write_to_giver("inputs.shown", input, data={"change": change.pk}, key=change.pk)
        tell_of_showing(input)
        tell_of_inputs(input)
    return input


@transaction.atomic
def set_theme(input, *, theme, by):
    """Say what an input is about; None says that nobody knows yet."""
    input = locked(input)
    after = theme.pk if theme else None
    if input.theme_id != after:
        data = {"theme": [input.theme_id, after]}
        input.theme = theme
        input.save(update_fields=["theme"])
        forget_pages()
        log(input, "partners.input.theme", user=by, data=data)
    return input


@transaction.atomic
def assign_input(input, *, assignee, by):
    """Say who works on an input; None says nobody."""
    input = locked(input)
    after = assignee.pk if assignee else None
    if input.assignee_id != after:
        data = {"assignee": [input.assignee_id, after]}
        input.assignee = assignee
        input.save(update_fields=["assignee"])
        log(input, "partners.input.assign", user=by, data=data)
    return input


@transaction.atomic
def add_remark(input, *, text, by):
    """Write something about an input that only those who answer input read. Twice in a row is harmless."""
    text = clean_text(text)
    input = locked(input)
    latest = input.remarks.last()
    if latest and (latest.text, latest.by_id) == (text, by.pk):
        return latest
    remark = input.remarks.create(text=text, by=by)
    log(input, "partners.input.remark", user=by, data={"remark": remark.pk})
    return remark
