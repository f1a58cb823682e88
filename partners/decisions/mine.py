"""One's own part in decisions: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.decisions.models import (
    DecisionVote,
    DecisionVoted,
    DecisionVoter,
    GroupDecision,
    Outcome,
)
from partners.people.erasing import erases, stays
from partners.people.telling import Chapter, Fact, facts_of, tells


@tells(DecisionVote, DecisionVoted, DecisionVoter, order=45)
def tell_of_votes(subject):
    """What they have voted by name; of an anonymous decision only that they have."""
    votes = DecisionVote.objects.filter(user=subject.user).select_related("decision__group")
    rows = [[*_which(vote.decision), *_what(vote)] for vote in votes]
    voted = DecisionVoted.objects.filter(user=subject.user, decision__anonymous=True)
    rows += [
        [*_which(each.decision), Fact("vote", _("Your vote"), "anonymous", _("Anonymous: nobody can tell"))]
        for each in voted.select_related("decision__group").order_by("decision")
    ]
    had = {each.decision_id for each in votes} | {each.decision_id for each in voted}
    on_roll = DecisionVoter.objects.filter(user=subject.user).exclude(decision__in=had)
    rows += [
        [*_which(each.decision), Fact("vote", _("Your vote"), "none", _("You could vote"))]
        for each in on_roll.select_related("decision__group").order_by("decision")
    ]
    return Chapter("decisions", _("Your votes in groups"), rows)


@tells(GroupDecision, Outcome, order=46)
def tell_of_decisions(subject):
    """Decisions that they have begun, and outcomes that they see to."""
    began = GroupDecision.objects.filter(started_by=subject.user).select_related("group").order_by("pk")
    rows = [
        [Fact("part", _("What"), "began", _("You began it")), *_which(each), *facts_of(each, "text")]
        for each in began
    ]
    owned = Outcome.objects.filter(owner=subject.user).select_related("decision__group").order_by("pk")
    rows += [
        [
            Fact("part", _("What"), "owner", _("You see to the outcome")),
            *_which(each.decision),
            *facts_of(each, "text", "review_on"),
        ]
        for each in owned
    ]
    return Chapter("group_decisions", _("Decisions that you have a part in"), rows)


def _which(decision):
    return [
        Fact("group", _("Working group"), decision.group.name),
        Fact("decision", _("Decision"), decision.title),
    ]


def _what(vote):
    options = {option.pk: str(option) for option in vote.decision.options.all()}
    if "times" in vote.answer:
        said = [f"{options.get(int(pk), pk)}: {how}" for pk, how in vote.answer["times"].items()]
    else:
        said = [options.get(pk, str(pk)) for pk in vote.answer["choices"]]
    return [Fact("vote", _("Your vote"), vote.answer, "; ".join(said)), *facts_of(vote, "reason", "at")]


@erases(DecisionVote, DecisionVoted, DecisionVoter, order=31)
def let_go_of_votes(subject):
    """A vote stays as a number; whose it was, and why, is gone."""
    DecisionVote.objects.filter(user=subject.user).update(user=None, reason="")
    DecisionVoted.objects.filter(user=subject.user).update(user=None)
    DecisionVoter.objects.filter(user=subject.user).update(user=None)


stays(GroupDecision._meta.label, because="It is its group's, and forgets who began it with the account.")
stays(Outcome._meta.label, because="It is its group's, and forgets who sees to it with the account.")
