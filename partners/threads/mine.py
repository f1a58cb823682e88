"""One's own part in threads: in the copy of one's data, when an account is erased, and when people move."""

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from partners.organisations import moving as organisations_moving
from partners.people import moving as people_moving
from partners.people.activity import active_at
from partners.people.erasing import erases, stays, warns
from partners.people.reach import Line, Part, reaches, yes_no
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells
from partners.threads.models import (
    EarlierReply,
    Exclusion,
    Follow,
    Mention,
    Moderation,
    Reply,
    Report,
    Vote,
)
from partners.threads.rules import exclusion_of
from portal.pagecache import forget_pages

active_at(
    Subquery(
        Reply.objects.filter(author=OuterRef("pk"))
        .order_by()
        .values("author")
        .annotate(latest=Max("created_at"))
        .values("latest")
    )
)


@reaches(order=42)
def part_in_threads(user):
    """Whether they may take part, and how much they have."""
    counts = Reply.objects.filter(author=user).aggregate(
        all=Count("pk"), hidden=Count("pk", filter=Q(state=Reply.State.HIDDEN))
    )
    exclusion = exclusion_of(user)
    until = ""
    if exclusion:
        until = _("Kept out until %(day)s") % {
            "day": date_format(localtime(exclusion.until), "SHORT_DATETIME_FORMAT")
        }
    lines = [
        Line(_("May reply, comment and vote"), yes_no(exclusion is None), until),
        Line(_("Replies written"), str(counts["all"])),
        Line(_("Replies hidden by the municipality"), str(counts["hidden"])),
    ]
    return Part(_("Conversations"), lines)


@tells(Reply, EarlierReply, order=31)
def tell_of_replies(subject):
    """What they have said in threads, also what is hidden, with what they changed."""
    replies = Reply.objects.filter(author=subject.user).select_related("organisation")
    rows = [
        [
            Fact("input", _("Reply to input no."), reply.input_id),
            *facts_of(
                reply, "created_at", "text", "waiting_text", "quote", "state", "hidden_because", "author_name"
            ),
            Fact("organisation", _("On behalf of"), reply.organisation.name if reply.organisation else ""),
            Fact("earlier", _("Earlier texts"), [each.text for each in reply.earlier_texts.all()]),
        ]
        for reply in replies.prefetch_related("earlier_texts").order_by("pk")
    ]
    return Chapter("replies", _("Your replies"), rows)


@tells(Vote, Follow, Mention, order=32)
def tell_of_votes(subject):
    """What they think of others' input, what they follow, and where they are mentioned."""
    rows = [
        [Fact("input", _("Vote on input no."), vote.input_id), *facts_of(vote, "value", "at")]
        for vote in Vote.objects.filter(user=subject.user)
    ]
    rows += [
        [Fact("input", _("Follows input no."), follow.input_id), *facts_of(follow, "is_on", "since")]
        for follow in Follow.objects.filter(user=subject.user)
    ]
    rows += [
        [
            Fact("input", _("Mentioned under input no."), mention.reply.input_id),
            Fact("name", _("Name"), mention.name),
        ]
        for mention in Mention.objects.filter(user=subject.user).select_related("reply")
    ]
    return Chapter("votes", _("Your votes, and what you follow"), rows)


@tells(Report, Exclusion, order=33)
def tell_of_reports(subject):
    """What they have reported, and whether they have been kept out."""
    rows = [
        [
            Fact("input", _("Report of input no."), report.input_id),
            *facts_of(report, "at", "reason", "text", "outcome"),
        ]
        for report in Report.objects.filter(reporter=subject.user)
    ]
    rows += [
        [
            Fact("kind", _("Kind"), "exclusion", _("Kept from taking part")),
            *facts_of(each, "at", "until", "reason"),
        ]
        for each in Exclusion.objects.filter(person__in=subject.people)
    ]
    return Chapter("reports", _("Reports, and what the municipality decided"), rows)


@erases(Reply, EarlierReply, Mention, Vote, Follow, Report, Exclusion, order=21)
def let_go_of_threads(subject):
    """What was said to the municipality is a case document and stays without a name; the rest goes.

    Where others have called them by name, the name is taken out.
    """
    user = subject.user
    for mention in Mention.objects.filter(user=user).select_related("reply"):
        _take_out(mention)
    Reply.objects.filter(author=user).update(author=None, author_name="")
    Report.objects.filter(reporter=user).update(reporter=None)
    Vote.objects.filter(user=user).delete()
    Follow.objects.filter(user=user).delete()
    Exclusion.objects.filter(person__in=subject.people).delete()
    forget_pages()


def _take_out(mention):
    reply = mention.reply
    with override(reply.language):
        former = _("Former participant")
    for row in (reply, *reply.earlier_texts.all(), *reply.quoted_in.all()):
        for field in ("text", "waiting_text", "quote"):
            words = getattr(row, field, "")
            if f"@{mention.name}" in words:
                setattr(row, field, words.replace(f"@{mention.name}", f"@{former}"))
                row.save(update_fields=[field])
    mention.delete()


@warns
def tell_of_replies_that_stay(user):
    """That replies stay, without the name. One query."""
    if Reply.objects.filter(author=user).exists():
        return [_("What you have replied to others’ input stays as case documents, without your name.")]
    return []


BY_WHOM = "What the municipality decided, and who did it for the municipality: a case document."
leaves_out(Moderation._meta.label, because=BY_WHOM)
stays(Moderation._meta.label, because=BY_WHOM)


@people_moving.moves(Exclusion)
def move_exclusions(old, new):
    """Who is kept out under one address is kept out under the next."""
    Exclusion.objects.filter(person=old).update(person=new)


@organisations_moving.moves(Reply)
def move_replies(gone, kept):
    """What was said for one organisation was said for the kept one."""
    moved = list(Reply.objects.filter(organisation=gone).values_list("pk", flat=True))
    Reply.objects.filter(pk__in=moved).update(organisation=kept)
    return moved
