"""The letters of an introduction. The first tells each side only of what is its own."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.matching.introductions import introductions, seen_from
from partners.proposals.letters import write_to_proposers
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

ASKED = "matching.asked"
MET = "matching.met"
NAMES = {
    ASKED: gettext_lazy("Asked whether to meet another partner"),
    MET: gettext_lazy("Two partners introduced to each other"),
}

TOPICS = [
    (
        Topic(
            "matching.meeting",
            gettext_lazy("Meeting other partners"),
            gettext_lazy("When another partner may have what you need, or need what you have."),
            order=55,
        ),
        [ASKED, MET],
    )
]


def write_asked(introduction, side):
    _write(ASKED, introduction, side)


def write_met(introduction, side):
    _write(MET, introduction, side)


def _write(kind, introduction, side):
    proposal = getattr(introduction, side).version.proposal
    write_to_proposers(
        proposal, kind, key=f"{introduction.pk}:{side}", introduction=introduction.pk, side=side
    )


def compose_asked(letter):
    """That another partner needs, or has, what this one has or needs; not who, and not their words."""
    view = _view_of(letter)
    if view is None or view.answer:
        return None
    with override(letter.language):
        url = absolute(reverse("introduction", args=[letter.data["introduction"]]))
    return Composed(
        subject=_("Would you like to meet another partner? %(kind)s") % {"kind": view.own.get_kind_display()},
        template="matching/asked",
        context={"view": view, "url": url},
        why=_("You get this because you work with this proposal."),
    )


def compose_met(letter):
    """Who the other is, now that both want it."""
    view = _view_of(letter)
    if view is None or view.other is None:
        return None
    proposal = view.other.version.proposal
    return Composed(
        subject=_("Meet %(name)s") % {"name": proposal.made_by},
        template="matching/met",
        context={"view": view, "proposal": proposal},
        why=_("You get this because both of you said yes to meeting."),
    )


def _view_of(letter):
    introduction = introductions().filter(pk=letter.data["introduction"]).first()
    return introduction and seen_from(introduction, letter.data["side"])


COMPOSERS = {ASKED: compose_asked, MET: compose_met}
