"""One's own part in assessments: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.assessments.models import Clarification, Decision, Message, Review
from partners.people.erasing import erases, stays
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells


@tells(Review, Message, order=46)
def tell_of_assessments(subject):
    """What they have assessed, with their points, and what they have said in talks about proposals."""
    reviews = Review.objects.filter(reviewer=subject.user).select_related("proposal")
    rows = [_facts_of_review(review) for review in reviews.prefetch_related("scores__criterion")]
    said = Message.objects.filter(author=subject.user).select_related("proposal")
    rows += [_facts_of_message(message) for message in said]
    return Chapter("assessments", _("Assessments and talks"), rows)


def _facts_of_review(review):
    points = [
        {"criterion": score.criterion.name, "points": score.points, "remark": score.remark}
        for score in review.scores.all()
    ]
    return [
        Fact("number", _("Proposal"), review.proposal.number),
        *facts_of(review, "interest", "interest_text", "remark"),
        Fact(
            "points",
            _("Points"),
            points,
            ", ".join(f"{each['criterion']}: {each['points']}" for each in points),
        ),
    ]


def _facts_of_message(message):
    return [Fact("number", _("Proposal"), message.proposal.number), *facts_of(message, "text", "side")]


@erases(Review, Message, order=33)
def let_go_of_assessments(subject):
    """What was assessed and said about a case stays; who did it is not told any more."""
    Review.objects.filter(reviewer=subject.user).update(reviewer=None, interest_text="", email="")
    Review.objects.filter(email__in=subject.addresses).update(email="")
    Review.objects.filter(assigned_by=subject.user).update(assigned_by=None)
    Message.objects.filter(author=subject.user).update(author=None, author_name="")


BY_WHOM = "What the municipality decided, and who did it for the municipality: a case document."
for model in (Decision, Clarification):
    leaves_out(model._meta.label, because=BY_WHOM)
    stays(model._meta.label, because=BY_WHOM)
