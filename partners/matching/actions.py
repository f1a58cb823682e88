"""Introducing two partners: both are asked, and neither learns anything before both have said yes."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.matching import letters
from partners.matching.errors import Answered, NotAMatch
from partners.matching.models import Introduction
from partners.matching.suggestions import is_match, standing_resources

Answer = Introduction.Answer


@transaction.atomic
def introduce(need, offer, *, by):
    """Ask both whether they want to meet. Twice is harmless. Raises `NotAMatch`."""
    standing = standing_resources().in_bulk([need.pk, offer.pk])
    if len(standing) < 2 or not is_match(standing[need.pk], standing[offer.pk]):
        raise NotAMatch
    introduction, is_new = Introduction.objects.get_or_create(need=need, offer=offer, defaults={"by": by})
    if is_new:
        log(introduction, "partners.introduction.ask", user=by)
        for side in ("need", "offer"):
            letters.write_asked(introduction, side)
    return introduction


@transaction.atomic
def answer_introduction(introduction, *, side, answer, by):
    """Say yes or no for the `need` or the `offer` side. The same answer again is harmless.

    When both have said yes, both get the other's name and address. Raises `Answered` for a changed mind: a
    yes may have been acted on.
    """
    introduction = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)
    before = getattr(introduction, f"{side}_answer")
    if before == answer:
        return introduction
    if before:
        raise Answered
    setattr(introduction, f"{side}_answer", answer)
    setattr(introduction, f"{side}_answer_at", timezone.now())
    setattr(introduction, f"{side}_answer_by", by)
    introduction.save()
    log(introduction, "partners.introduction.answer", user=by, data={"side": side, "answer": answer})
    if introduction.is_mutual:
        for each in ("need", "offer"):
            letters.write_met(introduction, each)
    return introduction
