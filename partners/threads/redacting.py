"""Words that should never have been published are taken away wherever they stand, and leave a trace.

The trace says who, when and why; the words themselves are in no row afterwards. Subjects above that keep text
about inputs register where.
"""

import re

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from partners.inputs.actions import locked
from partners.inputs.attaching import erase_files
from partners.inputs.drafts import AnswerDraft
from partners.inputs.live import tell_of_inputs
from partners.inputs.models import Answer, Input, InputFile, Remark, StatusChange
from partners.inputs.sections import tell_of_redaction
from partners.threads.errors import NothingFound
from partners.threads.live import tell_of_reply
from partners.threads.models import EarlierReply, Mention, Moderation, Reply, Report
from partners.threads.moderating import note
from portal.mail.models import Letter
from portal.pagecache import forget_pages
from portal.text import clean_line, clean_text

ABOUT_SEVERAL = [
    "inputs.receipt",
    "inputs.approved",
    "inputs.answered_together",
    "inputs.considering_together",
]
_keepers = []


def keeps_text(model, *fields, of):
    """Say that a model keeps text of inputs in these fields; `of` is the lookup that leads to the input."""
    _keepers.append((model, fields, of))


keeps_text(Input, "text", "waiting_text", "question_text", "quote", of="pk")
keeps_text(InputFile, "name", of="input")
keeps_text(Answer, "text", of="input")
keeps_text(AnswerDraft, "text", "remark", of="inputs")
keeps_text(StatusChange, "reason", of="input")
keeps_text(Remark, "text", of="input")
keeps_text(Reply, "text", "waiting_text", "quote", "hidden_because", of="input")
keeps_text(EarlierReply, "text", of="reply__input")
keeps_text(Mention, "name", of="reply__input")
keeps_text(Report, "text", of="input")
keeps_text(Moderation, "reason", of="input")


@transaction.atomic
def redact(thing, *, words="", reason, by, spared=()):
    """Replace some words in an input or a reply, and wherever else in the thread they stand.

    That is earlier texts, quotes, answers, reasons, reports, the log, and letters: of those that are sent
    the text is dropped, the others are composed anew. Line breaks and upper case make no difference.
    The files of an input go with it, but for those whose primary keys are `spared`: what is in them can't be
    replaced. Whoever wrote it is told. Raises `NothingFound`.
    """
    reply = thing if isinstance(thing, Reply) else None
    input = locked(reply.input if reply else thing)
    reason = clean_line(reason)
    found = _redact_words(input, pattern_of(words), reason=reason) if words else 0
    files = 0 if reply else erase_files(input.files.exclude(pk__in=spared), because=reason)
    if not found and not files:
        raise NothingFound
    tell_of_redaction(input)
    noted = note(
        reply or Input.objects.select_related("giver").get(pk=input.pk), "redact", reason=reason, by=by
    )
    action = "partners.reply.redact" if reply else "partners.input.redact"
    data = {"reason": reason, "places": found, "files": files}
    log(thing if reply else noted.input, action, user=by, data=data)
    forget_pages()
    tell_of_reply(input.pk)
    tell_of_inputs(input)
    return noted


def _redact_words(input, pattern, *, reason):
    """How many rows they stood in. Raises `NothingFound`."""
    with override(input.language):
        mark = gettext("[removed by the municipality: %(reason)s]") % {"reason": reason}
    found = sum(_redact_rows(each, pattern, mark, input=input) for each in _keepers)
    if not found:
        raise NothingFound
    _redact_log(input, pattern, mark)
    _empty_letters(input)
    return found


def pattern_of(words):
    """What finds these words, however they are broken into lines."""
    return re.compile(r"\s+".join(map(re.escape, clean_text(words).split())), re.IGNORECASE)


def _redact_rows(keeper, pattern, mark, *, input):
    model, fields, of = keeper
    changed = []
    for row in model.objects.filter(**{of: input.pk}).select_for_update(of=("self",)).order_by("pk"):
        before = [getattr(row, field) for field in fields]
        for field in fields:
            _replace(row, field, pattern, mark)
        if before != [getattr(row, field) for field in fields]:
            changed.append(row)
    model.objects.bulk_update(changed, fields)
    return len(changed)


def _replace(row, field, pattern, mark):
    text = pattern.sub(lambda _match: mark, getattr(row, field))
    # A column of few characters takes the beginning of the mark; a text may grow by it.
    limit = model_limit(row, field)
    setattr(row, field, text[:limit] if limit else text)


def model_limit(row, field):
    column = row._meta.get_field(field)
    return column.max_length if column.get_internal_type() == "CharField" else None


def _redact_log(input, pattern, mark):
    """The log's names and facts: what it calls an input is the beginning of its words, perhaps cut in two."""
    replies = [str(pk) for pk in input.replies.values_list("pk", flat=True)]
    now = str(Input.objects.get(pk=input.pk))
    for model, keys, label in ((Input, [str(input.pk)], now), (Reply, replies, None)):
        kind = ContentType.objects.get_for_model(model)
        for entry in ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys):
            entry.label = entry.label if label is None else label
            entry.data = {key: _cleaned(value, pattern, mark) for key, value in entry.data.items()}
            entry.save(update_fields=["label", "data"])


def _cleaned(value, pattern, mark):
    if isinstance(value, list):
        return [_cleaned(each, pattern, mark) for each in value]
    return pattern.sub(lambda _match: mark, value) if isinstance(value, str) else value


def _empty_letters(input):
    """Letters about the input and its thread keep their facts and lose their words, those not sent too."""
    about = [f"input:{input.pk}", f"thread:{input.pk}"]
    letters = Letter.objects.filter(about__in=about) | Letter.objects.filter(
        kind__in=ABOUT_SEVERAL, data__inputs__contains=[input.pk]
    )
    letters.update(subject="", text="", html="", last_error="")
