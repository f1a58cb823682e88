"""What assessment adds to a proposal's page and to what waits for a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.assessments.access import reviews_of
from partners.assessments.forms import AnswerForm
from partners.assessments.models import Clarification, Decision, DecisionWords, Review
from partners.organisations.acting import standing_of
from partners.organisations.rules import may_enter
from partners.people.waiting import Waiting, waits
from partners.proposals.models import Proposal
from partners.proposals.rules import is_proposer
from partners.proposals.sections import proposal_section


@proposal_section(order=10)
def question_that_waits(request, reader, proposal):
    """That the municipality waits for an answer, with the way to the talk."""
    if proposal.status != Proposal.Status.NEEDS_INFO or not is_proposer(reader, proposal):
        return None
    return "partners/assessments/_waits.html", {}


@proposal_section(order=20)
def decision_of(request, reader, proposal):
    """The decision with its reason, for those who propose, once it is published."""
    if not proposal.is_decided or not is_proposer(reader, proposal):
        return None
    published = Decision.objects.published().prefetch_related("amounts__offer__role")
    decision = published.filter(proposal=proposal).first()
    context = {"decision": decision, "complaint": DecisionWords.load().in_words}
    return "partners/assessments/_decision.html", context


@proposal_section(order=60)
def talk_with_municipality(request, reader, proposal):
    """The talk, and what all candidates of its roles were told, for those who propose."""
    if not is_proposer(reader, proposal) or proposal.current_id is None:
        return None
    clarifications = list(
        Clarification.objects.filter(role__offers__version=proposal.current_id).select_related("role")
    )
    talk = list(proposal.messages.all())
    if not (talk or clarifications or proposal.is_open):
        return None
    context = {
        "talk": talk,
        "clarifications": clarifications,
        "form": AnswerForm() if proposal.is_open else None,
    }
    return "partners/assessments/_talk.html", context


@waits(order=30)
def reviews_to_do(request):
    """The proposals that this person is asked to assess. One query."""
    open_ones = reviews_of(request.user).filter(finished_at=None, proposal__status__in=Proposal.OPEN)
    return [_review(each) for each in open_ones.exclude(interest=Review.Interest.CONFLICT)]


@waits(order=25)
def questions_to_answer(request):
    """What the municipality has asked about proposals that this person works with. One query."""
    mine = [each.organisation_id for each in standing_of(request).memberships if may_enter(each)]
    asked = Proposal.objects.of(request.user, mine).filter(status=Proposal.Status.NEEDS_INFO)
    return [_question(each) for each in asked.for_list().order_by("pk")]


def _question(proposal):
    return Waiting(
        text=_("The municipality asks about proposal %(number)s") % {"number": proposal.number},
        url=proposal.get_absolute_url() + "#samtale",
        label=_("Answer"),
    )


def _review(review):
    return Waiting(
        text=_("You are asked to assess proposal %(number)s") % {"number": review.proposal.number},
        url=reverse("review", args=[review.proposal_id]),
        label=_("Assess"),
    )
