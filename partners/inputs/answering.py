"""What a coordinator does with an answer form, at the desk and on the public pages alike."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from home.programme import answers_need_approval
from partners.inputs.actions import answer_input
from partners.inputs.drafting import draft_answer
from partners.inputs.errors import AnswerDrafted, InputChanged, NeedsApproval

SEND, DRAFT, ASK = "send", "draft", "ask"


def hand_in(input, *, step, status, text, by, seen):
    """Do what the pressed button says: publish, save a draft, or ask for approval. What is told afterwards.

    Raises `InputError`; `why_not` says it in words.
    """
    given = {"status": status, "text": text, "by": by, "seen": seen}
    if step == ASK:
        draft_answer(input, **given, ask=True)
        return _("The answer waits for somebody else to approve it.")
    if step == DRAFT:
        draft_answer(input, **given)
        return _("The draft is saved. Only those who answer input see it.")
    answer_input(input, **given)
    return _("The answer is published and sent to the giver.")


def why_not(input, error, *, seen):
    """Why an answer was not taken, for whoever wrote it. Two queries at most."""
    if isinstance(error, NeedsApproval):
        return _(
            "Somebody else must approve the answer before it is published. What you wrote is still here."
        )
    if isinstance(error, AnswerDrafted):
        return _(
            "%(who)s has saved a draft of an answer, %(when)s, and yours is not saved. What you wrote is "
            "still here: open the draft to use it there."
        ) % _by_whom(error.draft.by, error.draft.saved_at)
    latest = input.answers.select_related("by").order_by("-at", "-pk").first()
    if isinstance(error, InputChanged) and latest and str(latest.pk) not in seen.split(":")[1:2]:
        return _(
            "%(who)s has published an answer meanwhile, %(when)s, and yours is not sent. What you wrote is "
            "still here. Read the other answer, then send again if it still fits."
        ) % _by_whom(latest.by, latest.at)
    return _(
        "Somebody has changed this input since you opened it, and your answer is not sent. "
        "Read the history below, then send again if it still fits."
    )


def _by_whom(user, moment):
    return {
        "who": user or _("Somebody who has left"),
        "when": date_format(localtime(moment), "SHORT_DATETIME_FORMAT"),
    }


def buttons():
    """(step, words) of the buttons below an answer form, the main one last. One query."""
    save = (DRAFT, _("Save as a draft"))
    if answers_need_approval():
        return [save, (ASK, _("Send to somebody else for approval"))]
    return [save, (SEND, _("Publish and send"))]
