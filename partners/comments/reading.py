"""Comments as they are read: each with what it was written to, and how that differs from what stands now."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Count,
    Exists,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, JSONArray

from home.models import ConceptPage
from home.visibility import visible_to_all
from partners.comments.models import BlockText
from partners.comments.opening import opening_on, with_period
from partners.comments.places import blocks_of
from partners.comments.quotes import Quote, find_quote, flat
from partners.comments.rules import is_own, may_change
from partners.inputs.at_page import AnswerHere
from partners.inputs.models import Input, InputFile
from partners.threads.models import Reply, Vote
from partners.threads.rules import VOTED_ON
from portal.differences import compare

# Two long texts take long to compare; then the earlier one is shown as it was.
MOST_COMPARED = 20_000


@dataclass(frozen=True)
class Comment:
    """One comment for a reader. `pieces` are the difference from the text it was written to, if there is one.

    `is_earlier` says that the block reads otherwise now, or is not there; `quote_stands` that the marked
    words are still in the text they were marked in, and `quote` where they stand in the text that is read.
    """

    input: Input
    is_earlier: bool = False
    pieces: list = field(default_factory=list)
    quote_stands: bool = False
    quote: Quote | None = None
    may_change: bool = False
    is_own: bool = False
    # What a coordinator answers it with, where it stands.
    here: AnswerHere | None = None


def comments_at(place, user):
    """What `user` may read of what was said at a place, on whichever translation."""
    rows = Input.objects.visible_to(user).filter(
        page__translation_key=place.page.translation_key, block=place.block
    )
    rows = rows.annotate(has_files=Exists(InputFile.objects.filter(input=OuterRef("pk"))))
    return rows.select_related("theme", "written_to", "giver").defer("search").prefetch_related("answers")


def as_read(inputs, place, user, here=None):
    """The comments for a reader, of `comments_at`, with what is `here` to answer them with.

    A query for files and one for earlier texts, where any of the comments has some.
    """
    prefetch_related_objects([input for input in inputs if input.has_files], "files")
    prefetch_related_objects([input for input in inputs if input.changed_at], "earlier_texts")
    differences = {}
    return [_as_read(input, place, user, differences, here or {}) for input in inputs]


def _as_read(input, place, user, differences, here):
    who = {
        "may_change": may_change(user, input),
        "is_own": is_own(user, input),
        "here": here.get(input.pk),
    }
    if input.written_to is None:
        return Comment(input, **who)
    now, then = place.words_on(input.page_id), input.written_to.text
    key = input.written_to_id, input.page_id
    if key not in differences:
        comparable = now is not None and flat(now) != flat(then) and len(now) + len(then) <= MOST_COMPARED
        differences[key] = compare(then, now) if comparable else []
    quote = Quote(input.quote, input.quote_before, input.quote_after)
    return Comment(
        input,
        is_earlier=now is None or flat(now) != flat(then),
        pieces=differences[key],
        quote_stands=bool(find_quote(quote, now or "")),
        quote=find_quote(quote, place.words),
        **who,
    )


@dataclass(frozen=True)
class Heard:
    """What somebody finds at a place: comments that stand, replies that are shown, and votes."""

    comments: int = 0
    replies: int = 0
    votes: int = 0

    @property
    def total(self):
        return self.comments + self.replies + self.votes


def overview(page, user):
    """(opening, {block: Heard}) of a page that everybody may read, else (None, {}). One query.

    It tells of what `user` may see, at each block that has any; None is the page as a whole.
    """
    found = Input.objects.visible_to(user).with_words().received()
    found = found.filter(page__translation_key=OuterRef("translation_key"))
    rows = with_period(visible_to_all(ConceptPage.objects.filter(pk=page.pk)))
    row = rows.annotate(heard=ArraySubquery(heard_by_block(found))).only("pk", "input_deadline").first()
    if row is None:
        return None, {}
    return opening_on(row), {block and UUID(block): Heard(*counts) for block, *counts in row.heard}


def heard_by_block(inputs):
    """An array [block, comments, replies, votes] for each block of these inputs.

    How many have voted is no secret where one votes, as in `threads.site.in_lists`; what they voted is.
    """
    replies = Reply.objects.shown().filter(input=OuterRef("pk")).order_by().values("input")
    votes = Vote.objects.exclude(value="").filter(input=OuterRef("pk")).order_by().values("input")
    voted_on = When(VOTED_ON, then=counted(votes))
    each = inputs.order_by().annotate(replied=counted(replies), voted=Case(voted_on, default=0))
    by_block = each.values("block").annotate(n=Count("pk"), replies_n=Sum("replied"), votes_n=Sum("voted"))
    return by_block.values_list(JSONArray("block", "n", "replies_n", "votes_n"))


def counted(rows):
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


@dataclass(frozen=True)
class Earlier:
    """A block that is no longer on the page, as it last was when somebody commented on it."""

    text: BlockText
    count: int
    latest_at: datetime


def earlier_blocks(page, user):
    """The blocks that are gone from `page` and have comments that `user` may read, latest first.

    Three queries.
    """
    seen = Input.objects.visible_to(user).received().about(page).filter(block__isnull=False)
    rows = seen.exclude(block__in=list(blocks_of(page))).order_by().values("block")
    counted = rows.annotate(count=Count("pk", filter=Q(withdrawn_at=None)), latest=Max("created_at"))
    counted = {row["block"]: row for row in counted}
    texts = BlockText.objects.filter(translation_key=page.translation_key, block__in=list(counted))
    last = {text.block: text for text in texts.order_by("seen_at", "pk")}
    gone = [Earlier(last[block], row["count"], row["latest"]) for block, row in counted.items()]
    return sorted(gone, key=lambda each: each.latest_at, reverse=True)
