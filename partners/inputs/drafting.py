"""Answers before they are given: drafted, sent to somebody else for approval, sent back, published."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.programme import answers_need_approval
from partners.inputs.actions import must_be_answerable
from partners.inputs.approval_letters import write_asked, write_published, write_returned
from partners.inputs.drafts import AnswerDraft, DraftedInput
from partners.inputs.errors import DraftChanged, InputError, NeedsApproval
from partners.inputs.models import Input
from partners.inputs.several import all_locked, answer_each
from portal.text import clean_text

Outcome = AnswerDraft.Outcome


@transaction.atomic
def draft_answer(input, *, status, text, by, seen, ask=False):
    """Keep an answer to one input without giving it; with `ask` somebody else is asked to approve it.

    The same draft again is harmless. Raises as `answer_input` for what cannot be answered.
    """
    [input] = all_locked([input])
    text = clean_text(text)
    if same := _same(input, status=status, text=text, by=by, ask=ask):
        return same
    must_be_answerable(input, seen=seen)
    return _begin({input: seen}, status=status, text=text, by=by, ask=ask)


@transaction.atomic
def draft_answers(inputs, *, status, text, by, seen, ask=False, version=None):
    """Keep one answer to several. Returns (draft, left out): what cannot be answered is not in it.

    The draft is None when all are left out.
    """
    taken, left = {}, []
    for input in all_locked(inputs):
        marker = seen.get(input.pk, "")
        try:
            must_be_answerable(input, seen=marker)
        except InputError:
            left.append(input)
        else:
            taken[input] = marker
    facts = {"status": status, "text": clean_text(text), "by": by, "ask": ask, "version": version}
    return (_begin(taken, **facts) if taken else None), left


def _same(input, *, status, text, by, ask):
    drafts = AnswerDraft.objects.filter(drafted__input=input, drafted__is_open=True)
    return drafts.filter(status=status, text=text, by=by, asked_at__isnull=not ask).first()


def _begin(seen, *, status, text, by, ask, version=None):
    draft = AnswerDraft.objects.create(
        status=status, text=text, by=by, version=version, asked_at=timezone.now() if ask else None
    )
    rows = [DraftedInput(draft=draft, input=input, seen=marker) for input, marker in seen.items()]
    DraftedInput.objects.bulk_create(rows)
    _log(seen, "ask" if ask else "save", draft, by=by)
    if ask:
        write_asked(draft)
    return draft


def _log(inputs, verb, draft, *, by, **data):
    for input in inputs:
        log(input, f"partners.draft.{verb}", user=by, data={"draft": draft.pk} | data)


@transaction.atomic
def change_draft(draft, *, status, text, by, turn, seen, ask=False):
    """Write a draft anew; it is `by`'s from now on, and to the inputs as they were when `by` read them.

    Raises `DraftChanged` when somebody has changed or closed it since its `turn` was read.
    """
    draft, inputs = _locked(draft, turn=turn)
    waited = draft.asked_at is not None and draft.by == by
    draft.status, draft.text = status, clean_text(text)
    draft.by, draft.saved_at = by, timezone.now()
    draft.asked_at = draft.saved_at if ask else None
    draft.remark, draft.returned_by, draft.returned_at = "", None, None
    _turn(draft)
    for row in draft.drafted.filter(is_open=True):
        row.seen = seen.get(row.input_id, row.seen)
        row.save(update_fields=["seen"])
    _log(inputs, "ask" if ask else "save", draft, by=by)
    if ask and not waited:
        write_asked(draft)
    return draft


@transaction.atomic
def return_draft(draft, *, remark, by, turn):
    """Send a draft that asks for approval back to who wrote it, with a remark. Raises `DraftChanged`."""
    draft, inputs = _locked(draft, turn=turn)
    if draft.asked_at is None:
        raise DraftChanged
    draft.asked_at, draft.remark = None, clean_text(remark)
    draft.returned_by, draft.returned_at = by, timezone.now()
    _turn(draft)
    _log(inputs, "return", draft, by=by)
    write_returned(draft)
    return draft


@transaction.atomic
def discard_draft(draft, *, by, turn):
    """Let the inputs be answered otherwise. Raises `DraftChanged`."""
    draft, inputs = _locked(draft, turn=turn)
    _close(draft, Outcome.DISCARDED, by=by)
    _log(inputs, "discard", draft, by=by)
    return draft


@transaction.atomic
def publish_draft(draft, *, by, turn):
    """Give the answer that a draft holds. Returns (answered, left alone) as `answer_inputs`.

    What cannot be answered stays in the draft. Where two must agree, `by` approves it: raises
    `NeedsApproval` for who wrote it, and for one that is not ready. Raises `DraftChanged` when somebody has
    changed or closed it since its `turn` was read.
    """
    draft, inputs = _locked(draft, turn=turn)
    other = draft.by_id is not None and draft.by_id != by.pk
    if answers_need_approval() and not (draft.asked_at and draft.by_id != by.pk):
        raise NeedsApproval
    rows = {row.input_id: row for row in draft.drafted.filter(is_open=True)}
    answered, left = answer_each(
        dict.fromkeys(inputs, (draft.status, draft.text)),
        by=draft.by or by,
        seen={pk: row.seen for pk, row in rows.items()},
        version=draft.version,
        draft=draft,
        approved_by=by if other else None,
    )
    if answered and other:
        write_published(draft, by=by)
    if not left:
        _close(draft, Outcome.PUBLISHED, by=by)
    elif answered:
        draft.drafted.filter(input__in=answered).update(is_open=False)
        _turn(draft)
    return answered, left


def _locked(draft, *, turn):
    """(the draft, its inputs) as they are now: inputs first and in order, as everybody locks them."""
    keys = list(draft.drafted.filter(is_open=True).values_list("input_id", flat=True))
    inputs = all_locked(Input.objects.filter(pk__in=keys).only("pk"))
    rows = AnswerDraft.objects.select_for_update(of=("self",)).select_related("by", "version")
    draft = rows.get(pk=draft.pk)
    if draft.turn != turn or not draft.is_open:
        raise DraftChanged
    return draft, inputs


def _turn(draft):
    draft.turn += 1
    draft.save()


def _close(draft, outcome, *, by):
    draft.drafted.update(is_open=False)
    draft.outcome, draft.closed_by, draft.closed_at = outcome, by, timezone.now()
    _turn(draft)
