"""What the desk tells of an input's thread: replies, reports and what moderators did, as steps."""

from django.utils.translation import gettext as _

from partners.inputs.history import Step
from partners.inputs.sections import life
from partners.threads.letters import NAMES, reply_names
from partners.threads.models import Moderation, Report
from portal.mail.models import Letter


@life(order=50)
def thread_steps(input):
    """Everything that happened in the thread. Five queries at most."""
    return [*_reply_steps(input), *_report_steps(input), *_moderation_steps(input), *_letter_steps(input)]


def _reply_steps(input):
    steps = []
    replies = input.replies.select_related("organisation").prefetch_related("earlier_texts")
    for reply in replies:
        steps.append(
            Step(reply.created_at, _("Reply from %(name)s") % {"name": reply_names(reply)}, reply.text)
        )
        steps += [
            Step(each.until, _("Reply no. %(number)s changed; before: ") % {"number": reply.pk}, each.text)
            for each in reply.earlier_texts.all()
        ]
    return steps


def _report_steps(input):
    steps = []
    for report in Report.objects.filter(input=input).select_related("reporter"):
        what = _what(report.reply_id)
        text = ": ".join(filter(None, [str(report.get_reason_display()), report.text]))
        steps.append(Step(report.at, _("%(what)s reported") % {"what": what}, text, user=report.reporter))
        if report.closed_at:
            title = _("Report of %(what)s decided") % {"what": what[:1].lower() + what[1:]}
            steps.append(Step(report.closed_at, title, str(report.get_outcome_display())))
    return steps


def _moderation_steps(input):
    acts = Moderation.objects.filter(input=input).select_related("by")
    return [
        Step(
            act.at,
            f"{_what(act.reply_id)}: {act.get_kind_display().lower()}",
            act.reason,
            user=act.by,
        )
        for act in acts
    ]


def _what(reply_pk):
    return _("Reply no. %(number)s") % {"number": reply_pk} if reply_pk else _("The input")


def _letter_steps(input):
    letters = Letter.objects.filter(about=f"thread:{input.pk}", kind__in=list(NAMES))
    return [
        Step(
            letter.sent_at or letter.created_at,
            _("E-mail: %(kind)s") % {"kind": NAMES[letter.kind]},
            f"{letter.to}: {letter.get_state_display()}",
        )
        for letter in letters
    ]
