"""The ways to decide: which choices each brings, and what a vote says.

`answer` of a vote: `{"choices": [pk, …]}` for one or several choices and, in order, for a ranking;
`{"times": {pk: "yes" | "maybe" | "no"}}` for proposed times.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partners.decisions.models import DecisionOption, GroupDecision

Kind, PROMPTS = GroupDecision.Kind, DecisionOption.PROMPTS
MOST_OPTIONS = 20
YES, MAYBE, NO = "yes", "maybe", "no"
TIME_ANSWERS = [(YES, _("Yes")), (MAYBE, _("If need be")), (NO, _("No"))]


@dataclass(frozen=True)
class Way:
    """One way to decide: what it is for, and its own choices, as {code: what they ask for}."""

    kind: str
    icon: str
    about: str
    codes: dict
    is_vote: bool = True

    @property
    def name(self):
        return Kind(self.kind).label

    @property
    def has_own_choices(self):
        """Whether who begins it writes the choices."""
        return not self.codes

    @property
    def gives_reasons(self):
        return self.kind in REASONED


# Where one choice is made, which can ask for a reason.
REASONED = frozenset({Kind.CONSENT, Kind.PROPOSAL, Kind.COUNT, Kind.SINGLE})
MAY_BE_ANONYMOUS = frozenset({Kind.CONSENT, Kind.PROPOSAL, Kind.SINGLE, Kind.SEVERAL, Kind.RANKING})
WAYS = {
    way.kind: way
    for way in (
        Way(
            Kind.CONSENT,
            "handshake",
            _("Can everybody live with it? A concern is noted, and a block says what must change."),
            {"consent": "", "concern": PROMPTS["concern"], "block": PROMPTS["block"]},
        ),
        Way(
            Kind.PROPOSAL,
            "clipboard",
            _("A proposal that one agrees to, abstains from or disagrees with."),
            {"agree": "", "abstain": "", "disagree": PROMPTS["disagree"]},
        ),
        Way(Kind.COUNT, "persons", _("A quick count of who takes part."), {"yes": "", "no": ""}),
        Way(Kind.SINGLE, "check", _("Several choices, of which each chooses one."), {}),
        Way(Kind.SEVERAL, "tasklist", _("Several choices, of which each chooses some."), {}),
        Way(Kind.RANKING, "arrow-up", _("Each puts the choices in order, the most important one first."), {}),
        Way(Kind.TIMES, "calendar", _("Proposed times, and which of them each can make."), {}),
        Way(Kind.MEETING, "gavel", _("It was decided there, and stands in the minutes."), {}, is_vote=False),
    )
}
VOTES = {kind: way for kind, way in WAYS.items() if way.is_vote}
