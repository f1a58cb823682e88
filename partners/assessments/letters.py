"""The letters of an assessment: to reviewers, and to those who propose."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.assessments.models import Clarification, Decision, DecisionWords, Message, Review
from partners.proposals.letters import about, told, write_to_proposers
from portal.mail import outbox
from portal.mail.kinds import Composed, render_composed
from portal.mail.models import Letter
from portal.mail.topics import Topic

ASKED = "assessments.asked"
QUESTION = "assessments.question"
CLARIFIED = "assessments.clarified"
DECIDED = "assessments.decided"

NAMES = {
    ASKED: gettext_lazy("Asked to assess a proposal"),
    QUESTION: gettext_lazy("Question about a proposal"),
    CLARIFIED: gettext_lazy("Clarification to all candidates of a role"),
    DECIDED: gettext_lazy("Decision about a proposal"),
}

TOPICS = [
    (
        Topic(
            "assessments.case",
            gettext_lazy("The municipality's questions and decisions"),
            gettext_lazy("What it asks about your proposal, tells all candidates, and decides."),
            order=84,
            needed=gettext_lazy("They are part of the case, and some have a deadline."),
        ),
        [ASKED, QUESTION, CLARIFIED, DECIDED],
    )
]


def write_asked_to_review(review, *, key):
    outbox.write(
        ASKED,
        to=review.reviewer.email if review.reviewer else review.email,
        data={"review": review.pk},
        dedupe_key=f"{ASKED}:{review.pk}:{key}",
        about=about(review.proposal),
    )


def write_question(message):
    write_to_proposers(message.proposal, QUESTION, key=message.pk, message=message.pk)


def write_clarification(clarification, proposal):
    write_to_proposers(proposal, CLARIFIED, key=clarification.pk, clarification=clarification.pk)


def write_decision(decision):
    write_to_proposers(decision.proposal, DECIDED, key=decision.pk, decision=decision.pk)


def compose_asked(letter):
    """The way in for a reviewer; none for one who has been taken off the proposal."""
    review = Review.objects.standing().select_related("proposal").filter(pk=letter.data["review"]).first()
    if review is None:
        return None
    with override(letter.language):
        url = absolute(reverse("review", args=[review.proposal_id]))
    return Composed(
        subject=_("Will you assess proposal %(number)s?") % {"number": review.proposal.number},
        template="assessments/asked",
        context={"review": review, "url": url},
        why=_("You get this because the municipality asks you to assess a proposal."),
    )


def compose_question(letter):
    """What the municipality asks or tells."""
    message = Message.objects.filter(pk=letter.data["message"]).first()
    if message is None:
        return None
    subjects = {
        True: _("The municipality asks about your proposal %(number)s"),
        False: _("The municipality writes about your proposal %(number)s"),
    }
    return told(letter, subjects[message.wants_answer], "assessments/question", message=message)


def compose_clarified(letter):
    """What one candidate has learned, to all."""
    clarification = (
        Clarification.objects.select_related("role").filter(pk=letter.data["clarification"]).first()
    )
    return clarification and clarified_letter(letter, clarification)


def clarified_letter(letter, clarification):
    subject = _("News for all who propose to fill the role %(role)s") % {"role": clarification.role}
    return told(letter, subject.replace("%", "%%"), "assessments/clarified", clarification=clarification)


def compose_decided(letter):
    """The decision with its reason, what is accepted, and the right to complain."""
    decision = (
        Decision.objects.published()
        .prefetch_related("amounts__offer__role")
        .filter(pk=letter.data["decision"])
        .first()
    )
    return decision and decided_letter(letter, decision, decision.amounts.all())


def decided_letter(letter, decision, amounts):
    subjects = {
        Decision.Outcome.ACCEPT: _("Your proposal %(number)s is accepted"),
        Decision.Outcome.DECLINE: _("Your proposal %(number)s is declined"),
    }
    return told(
        letter,
        subjects[decision.outcome],
        "assessments/decided",
        decision=decision,
        amounts=amounts,
        complaint=DecisionWords.load().in_words,
    )


def preview(proposal, compose, *args):
    """A letter as the proposer would read it, unsent: `compose(letter, *args)` in the proposal's language."""
    letter = Letter(data={"proposal": proposal.pk}, language=proposal.language)
    with override(letter.language):
        return render_composed(compose(letter, *args), language=letter.language)


COMPOSERS = {
    ASKED: compose_asked,
    QUESTION: compose_question,
    CLARIFIED: compose_clarified,
    DECIDED: compose_decided,
}
