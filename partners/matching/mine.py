"""Introductions: what waits for an answer, in the copy of one's data, and when an account is erased."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partners.matching.introductions import OTHER, introductions, unanswered_by
from partners.matching.models import Introduction
from partners.organisations.acting import standing_of
from partners.organisations.rules import may_enter
from partners.people.erasing import erases
from partners.people.telling import Chapter, Fact, tells
from partners.people.waiting import Waiting, waits


@waits(order=40)
def introductions_wait(request):
    """Whether one wants to meet another partner. One query, and one for how they stand."""
    mine = [each.organisation_id for each in standing_of(request).memberships if may_enter(each)]
    return [_waiting(each) for each in unanswered_by(request.user, mine)]


def _waiting(introduction):
    return Waiting(
        text=_("Do you want to meet another partner? It is about %(kind)s")
        % {"kind": introduction.need.get_kind_display().lower()},
        url=reverse("introduction", args=[introduction.pk]),
        label=_("Answer"),
    )


@tells(Introduction, order=48)
def tell_of_introductions(subject):
    """What they have answered when asked to meet another partner."""
    rows = [
        [
            Fact("kind", _("Kind"), introduction.need.get_kind_display()),
            Fact("answer", _("Your answer"), getattr(introduction, f"{side}_answer")),
        ]
        for side in OTHER
        for introduction in introductions().filter(**{f"{side}_answer_by": subject.user})
    ]
    return Chapter("introductions", _("Introductions"), rows)


@erases(Introduction, order=35)
def let_go_of_introductions(subject):
    """That two partners were introduced stays; who answered for them is not told any more."""
    for field in ("by", "need_answer_by", "offer_answer_by"):
        Introduction.objects.filter(**{field: subject.user}).update(**{field: None})
