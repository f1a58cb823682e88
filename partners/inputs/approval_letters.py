"""The letters about draft answers, to those who answer input. They hold no words of the draft."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.addresses import absolute
from partners.inputs.drafts import AnswerDraft
from partners.inputs.rules import answering, may_answer, may_approve
from partners.people.models import User
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

ASKED = "inputs.draft_asked"
RETURNED = "inputs.draft_returned"
PUBLISHED = "inputs.draft_published"

NAMES = {
    ASKED: gettext_lazy("Draft answer to be approved"),
    RETURNED: gettext_lazy("Draft answer sent back"),
    PUBLISHED: gettext_lazy("Draft answer published"),
}

TOPICS = [
    (
        Topic(
            "inputs.drafts",
            gettext_lazy("Answers that two agree on"),
            gettext_lazy(
                "When a colleague’s answer to input waits for you to approve it, and what came of yours."
            ),
            order=60,
            at_work=True,
        ),
        [ASKED, RETURNED, PUBLISHED],
    )
]


def write_asked(draft):
    """One letter to each who may approve it, and is not its author. What was asked before is taken back."""
    outbox.void(about=about(draft), kinds=[ASKED])
    others = User.objects.filter(answering(), is_active=True, erase_after=None).exclude(pk=draft.by_id)
    outbox.write_many(_letter(ASKED, draft, to=user) for user in others.distinct())


def write_returned(draft):
    """To who wrote it, unless that is who sends it back."""
    _write_to_author(RETURNED, draft, by=draft.returned_by)


def write_published(draft, *, by):
    """To who wrote it, once, when somebody else has published it."""
    _write_to_author(PUBLISHED, draft, by=by)


def _write_to_author(kind, draft, *, by):
    if draft.by and draft.by.is_active and draft.by != by:
        outbox.write_many([_letter(kind, draft, to=draft.by)])


def _letter(kind, draft, *, to):
    turn = 0 if kind == PUBLISHED else draft.turn
    return outbox.draft(
        kind,
        to=to.email,
        data={"draft": draft.pk, "user": to.pk},
        dedupe_key=f"{kind}:{draft.pk}:{to.pk}:{turn}",
        about=about(draft),
        language=to.language or "nb",
    )


def about(draft):
    return f"draft:{draft.pk}"


def _read(letter):
    """(the draft, the reader) of a letter; either is None when it is gone, or answers no more."""
    drafts = AnswerDraft.objects.select_related("by", "returned_by", "closed_by")
    reader = User.objects.filter(pk=letter.data["user"]).first()
    return drafts.filter(pk=letter.data["draft"]).first(), reader if reader and may_answer(reader) else None


def _told(draft, subject, said):
    inputs = [row.input for row in draft.drafted.select_related("input__page")]
    return Composed(
        subject=subject,
        template="inputs/draft",
        context={
            "said": said,
            "inputs": inputs,
            "url": absolute(reverse("inputs:draft", args=[draft.pk])),
        },
        why=_("You get this because you answer input for the municipality."),
    )


def compose_asked(letter):
    """That an answer waits for the reader; nothing when somebody has dealt with it since."""
    draft, reader = _read(letter)
    if not (draft and reader and may_approve(reader, draft)):
        return None
    said = _("%(name)s has written an answer, and asks that somebody else approve it.")
    return _told(draft, _("An answer waits for your approval"), said % {"name": _name(draft.by)})


def compose_returned(letter):
    """That an answer was sent back; nothing when it has been written anew since."""
    draft, reader = _read(letter)
    if not (draft and reader and draft.is_open and draft.returned_at and draft.by == reader):
        return None
    said = _("%(name)s has sent back the answer that you wrote, with a remark.")
    return _told(draft, _("Your draft of an answer is sent back"), said % {"name": _name(draft.returned_by)})


def compose_published(letter):
    """That an answer of the reader's is given."""
    draft, reader = _read(letter)
    if not (draft and reader):
        return None
    said = _("The answer that you wrote is published. Those who gave the input are told.")
    return _told(draft, _("Your answer is published"), said)


def _name(user):
    return str(user) if user else _("Somebody who has left")


COMPOSERS = {ASKED: compose_asked, RETURNED: compose_returned, PUBLISHED: compose_published}
