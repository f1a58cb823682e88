"""The steps of their proposal that proposers are told of in the portal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.assessments.models import Decision
from partners.proposals.noticing import proposal_kind

OPENED = "assessments.opened"
ASKED = "assessments.asked"
DECIDED = "assessments.decided"
YOURS = gettext_lazy("You work with this proposal.")


def _opened(proposal, data):
    return _("The municipality has begun to assess proposal %(number)s") % {"number": proposal.number}


def _asked(proposal, data):
    if data["wants_answer"]:
        return _("The municipality asks about your proposal %(number)s") % {"number": proposal.number}
    return _("The municipality writes about your proposal %(number)s") % {"number": proposal.number}


def _decided(proposal, data):
    if data["outcome"] == Decision.Outcome.ACCEPT:
        return _("Your proposal %(number)s is accepted") % {"number": proposal.number}
    return _("Your proposal %(number)s is declined") % {"number": proposal.number}


proposal_kind(
    OPENED,
    label=gettext_lazy("When your proposal begins to be assessed"),
    title=_opened,
    why=YOURS,
    by_mail=True,
    icon="hourglass",
)
proposal_kind(
    ASKED,
    label=gettext_lazy("Questions about your proposals"),
    title=_asked,
    why=YOURS,
    icon="question",
)
proposal_kind(
    DECIDED,
    label=gettext_lazy("Decisions about your proposals"),
    title=_decided,
    why=YOURS,
    icon="gavel",
)
