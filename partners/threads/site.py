"""What threads add to the pages of inputs: the conversation below one, and a line in lists."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.addresses import absolute
from partners.inputs.sections import DeskFigures, desk_figures, input_section, marker
from partners.inputs.traces import leaves_trace
from partners.inputs.waiting import must_wait
from partners.organisations.acting import standing_of
from partners.organisations.rules import may_submit
from partners.threads.forms import QUOTE_LIMIT, THE_INPUT, ReplyForm, read_key
from partners.threads.models import Vote
from partners.threads.reading import replies_of, thread_of, threads_of
from partners.threads.rules import may_moderate


@leaves_trace
def has_replies(input):
    return input.replies.exists()


@input_section(order=50)
def conversation(request, input):
    """Votes, replies and the form. Two queries, and one for whom one represents."""
    return "partners/threads/_section.html", conversation_context(request, input)


def conversation_context(request, input, *, form=None, news="", new_reply=None):
    """What `_thread.html` shows. `news` is read out; the reply `new_reply` (a key) gets the focus."""
    thread = thread_of(request.user, input)
    before = read_key(request.GET.get("for"))
    replies = replies_of(input, user=request.user, before=before)
    if form is None and thread.may_reply:
        form = ReplyForm(initial=initial_for(request, thread, replies))
    return {
        "input": input,
        "thread": thread,
        "replies": replies,
        "before": before,
        "reply_form": form,
        "represents": organisation_of(request),
        "may_moderate": may_moderate(request.user),
        "waits": bool(form) and must_wait(input.page, by=request.user),
        "share_url": absolute(input.get_absolute_url()),
        "rules_url": reverse("thread_rules"),
        "news": news,
        "new_reply": new_reply,
    }


def organisation_of(request):
    """The organisation that one speaks for now; None for oneself, and for one that is not approved."""
    membership = standing_of(request).membership
    return membership.organisation if may_submit(membership) else None


def initial_for(request, thread, replies):
    """An empty form, or one that quotes what the link said."""
    initial = {"follow": thread.follows is not False}
    wanted = request.GET.get("siter", "")
    if wanted == THE_INPUT:
        return initial | {"quoted": wanted, "quote": quotable(thread.input.text)}
    for reply in replies:
        if str(reply.pk) == wanted and reply.is_shown:
            return initial | {"quoted": wanted, "quote": quotable(reply.text)}
    return initial


def quotable(text):
    """As much of a text as a quote can hold, cut between words."""
    if len(text) <= QUOTE_LIMIT:
        return text
    return text[:QUOTE_LIMIT].rsplit(None, 1)[0]


@marker(order=50)
def in_lists(user, inputs):
    """«3 replies · 12 agree» for each row of a list. One query."""
    threads = threads_of(user, inputs)
    marks = {}
    for input in inputs:
        thread = threads[input.pk]
        replies = thread.replies
        if replies or (thread.voted and thread.is_voted_on):
            context = {
                "replies": ngettext("%(n)s reply", "%(n)s replies", replies) % {"n": replies}
                if replies
                else "",
                "thread": thread,
                "input": input,
            }
            marks[input.pk] = ("partners/threads/_mark.html", context)
    return marks


def votes_for(value):
    votes = Vote.objects.filter(input=OuterRef("pk"), value=value).order_by().values("input")
    return Coalesce(Subquery(votes.annotate(n=Count("pk")).values("n")), 0)


def agreement_in_words(input):
    """«8 agree, 3 disagree, 1 no opinion»; a dash for what nobody has voted on."""
    counted = input.agree, input.disagree, input.no_opinion
    if not any(counted):
        return "–"
    told = _("%(agree)s agree, %(disagree)s disagree, %(none)s no opinion")
    return told % dict(zip(("agree", "disagree", "none"), counted, strict=True))


# Sorted by how many more agree than disagree: one voter alone does not outrank a crowd.
desk_figures(
    DeskFigures(
        label=gettext_lazy("Agreement"),
        sort_key="agreement",
        annotations={
            "agree": votes_for(Vote.Value.AGREE),
            "disagree": votes_for(Vote.Value.DISAGREE),
            "no_opinion": votes_for(Vote.Value.PASS),
            "agreement": F("agree") - F("disagree"),
        },
        words=agreement_in_words,
        exported={
            "agree": Vote.Value.AGREE.label,
            "disagree": Vote.Value.DISAGREE.label,
            "no_opinion": Vote.Value.PASS.label,
        },
    )
)
