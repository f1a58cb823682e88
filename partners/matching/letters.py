"""The letters of an introduction. The first tells each side only of what is its own."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.matching.models import Introduction
from partners.proposals.letters import write_to_proposers
from portal.mail.kinds import Composed

ASKED = "matching.asked"
MET = "matching.met"
NAMES = {
    ASKED: gettext_lazy("Asked whether to meet another partner"),
    MET: gettext_lazy("Two partners introduced to each other"),
}
OTHER = {"need": "offer", "offer": "need"}


def write_asked(introduction, side):
    _write(ASKED, introduction, side)


def write_met(introduction, side):
    _write(MET, introduction, side)


def _write(kind, introduction, side):
    proposal = getattr(introduction, side).version.proposal
    write_to_proposers(
        proposal, kind, key=f"{introduction.pk}:{side}", introduction=introduction.pk, side=side
    )


def introduction_of(letter):
    rows = Introduction.objects.select_related(
        "need__version__proposal__organisation",
        "offer__version__proposal__organisation",
        "need_answer_by",
        "offer_answer_by",
    )
    return rows.filter(pk=letter.data["introduction"]).first()


def compose_asked(letter):
    """That another partner needs, or has, what this one has or needs; not who, and not their words."""
    introduction = introduction_of(letter)
    if introduction is None or getattr(introduction, f"{letter.data['side']}_answer"):
        return None
    own = getattr(introduction, letter.data["side"])
    with override(letter.language):
        url = absolute(reverse("introduction", args=[introduction.pk]))
    return Composed(
        subject=_("Would you like to meet another partner? %(kind)s") % {"kind": own.get_kind_display()},
        template="matching/asked",
        context={"own": own, "needs": letter.data["side"] == "need", "url": url},
        why=_("You get this because you work with this proposal."),
    )


def compose_met(letter):
    """Who the other is, now that both want it."""
    introduction = introduction_of(letter)
    if introduction is None or not introduction.is_mutual:
        return None
    other = OTHER[letter.data["side"]]
    resource = getattr(introduction, other)
    person = getattr(introduction, f"{other}_answer_by")
    return Composed(
        subject=_("Meet %(name)s") % {"name": resource.version.proposal.made_by},
        template="matching/met",
        context={"other": resource, "proposal": resource.version.proposal, "person": person},
        why=_("You get this because both of you said yes to meeting."),
    )


COMPOSERS = {ASKED: compose_asked, MET: compose_met}
