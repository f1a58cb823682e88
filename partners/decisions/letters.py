"""The letters about decisions: it is open, you have not voted, it is closed, what came of it, look again.

Each is asked again when it is due whether its reader still has a place in the group.
"""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.decisions.calendar import gone_file, time_file
from partners.decisions.models import DecisionVote, GroupDecision, Outcome
from partners.decisions.results import results_of
from partners.groups.models import GroupMember
from partners.people.models import User
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

OPENED = "decisions.opened"
REMINDER = "decisions.reminder"
CLOSED = "decisions.closed"
OUTCOME = "decisions.outcome"
REVIEW = "decisions.review"
TIME = "decisions.time"
TIME_OFF = "decisions.time_off"
TIME_GONE = "decisions.time_gone"

NAMES = {
    OPENED: gettext_lazy("A decision is open"),
    REMINDER: gettext_lazy("Reminder to vote"),
    CLOSED: gettext_lazy("A decision is closed"),
    OUTCOME: gettext_lazy("Outcome of a decision"),
    REVIEW: gettext_lazy("Look at a decision again"),
    TIME: gettext_lazy("A time is found"),
    TIME_OFF: gettext_lazy("A time is called off"),
    TIME_GONE: gettext_lazy("A time is taken out of the calendar of who has left"),
}
TOPICS = [
    (
        Topic(
            "decisions.votes",
            gettext_lazy("Decisions in your groups"),
            gettext_lazy("When a group asks you, a reminder before it closes, and what came of it."),
            order=54,
        ),
        [OPENED, REMINDER, CLOSED, OUTCOME],
    ),
    (
        Topic(
            "decisions.review",
            gettext_lazy("Decisions that you see to"),
            gettext_lazy("On the day when a group wants to look again at what you see to."),
            order=55,
        ),
        [REVIEW],
    ),
    (
        Topic(
            "decisions.time",
            gettext_lazy("Times that your groups have found"),
            gettext_lazy("The entry for your calendar, and when it is moved or called off."),
            order=84,
            needed=gettext_lazy("Your calendar would be wrong without them."),
        ),
        [TIME, TIME_OFF, TIME_GONE],
    ),
]
# When in the day the letter about a review is sent, in Norway's time.
REVIEW_AT = time(7)


def about(decision, user_id):
    """What one person's letters about a decision are about."""
    return f"decision:{decision.pk}:{user_id}"


def write_opened(decision, members, *, by):
    """To each who may vote but who opened it; and a reminder to all, to be taken back when they vote."""
    opened = [_draft(OPENED, decision, member) for member in members if member.user_id != by.pk]
    outbox.write_many(opened + _reminders(decision, members))


def _reminders(decision, members):
    """One for each of these members; none when the time for it has passed."""
    when = remind_at(decision)
    return [_draft(REMINDER, decision, member, send_after=when) for member in members] if when else []


def remind_at(decision):
    """When the reminder is sent: at the hour of the end in Norway, days before.

    None when there is none, or its time has passed.
    """
    when = timezone.localtime(decision.closes_at) - timedelta(days=decision.reminder_days)
    return when if decision.reminder_days and when > timezone.now() else None


def move_reminders(decision):
    """After the end was moved: those that wait go at their new time, or at once when that has passed.

    Where there was no time for one before, and there is now, those who have not voted get theirs.
    """
    when = remind_at(decision) or timezone.now()
    outbox.reschedule(about=_everyone(decision), kind=REMINDER, send_after=when)
    voted = decision.voted.exclude(user=None).values("user")
    undecided = decision.group.members.participants().at_hand().exclude(user__in=voted)
    outbox.write_many(_reminders(decision, undecided.select_related("user")))


def void_reminder(decision, user):
    outbox.void(about=about(decision, user.pk), kinds=[REMINDER])


def void_reminders(decision):
    outbox.void(about=_everyone(decision), kinds=[OPENED, REMINDER])


def write_closed(decision):
    outbox.write_many([_draft(CLOSED, decision, member) for member in _in_group(decision)])


def write_outcome(outcome):
    decision = outcome.decision
    outbox.write_many([_draft(OUTCOME, decision, member) for member in _in_group(decision)])


def write_time(outcome, had):
    """The entry of the chosen time to who takes part; that it is called off when there is none any more."""
    decision, option = outcome.decision, outcome.chosen_option
    kind, times = (TIME, option) if option else (TIME_OFF, had)
    data = _entry(outcome, times)
    members = decision.group.members.participants().at_hand().select_related("user")
    outbox.write_many([_draft(kind, decision, each, key=outcome.sequence, **data) for each in members])


def write_joined(member):
    """To one who came into the group and takes part: the entry of each found time that is still to come."""
    if member.is_observer:
        return
    outbox.write_many(
        _draft(
            TIME,
            outcome.decision,
            member,
            key=f"{outcome.sequence}:{member.pk}",
            **_entry(outcome, outcome.chosen_option),
        )
        for outcome in Outcome.objects.coming().filter(decision__group=member.group)
    )


def write_gone(group, user):
    """To one who is out of the group: each found time that is still to come leaves their calendar."""
    now = timezone.now()
    outbox.write_many(
        outbox.draft(
            TIME_GONE,
            to=user.email,
            data={"decision": outcome.decision_id, "user": user.pk, **_entry(outcome, outcome.chosen_option)},
            dedupe_key=f"{TIME_GONE}:{outcome.decision_id}:{user.pk}:{now.timestamp()}",
            about=about(outcome.decision, user.pk),
            language=user.language or "nb",
        )
        for outcome in Outcome.objects.coming().filter(decision__group=group)
    )


def _entry(outcome, times):
    """What a letter keeps of a time, and of which entry in calendars it is."""
    return {
        "sequence": outcome.sequence,
        "option": times.pk,
        "start": times.start.isoformat(),
        "end": times.end.isoformat(),
    }


def plan_review(outcome):
    """One letter to who sees to it, in the morning of the day; the one planned before is taken back."""
    decision = outcome.decision
    outbox.void(about=_review(decision), kinds=[REVIEW])
    if outcome.owner is None or outcome.review_on is None or outcome.reviewed_at:
        return
    morning = timezone.make_aware(datetime.combine(outcome.review_on, REVIEW_AT))
    member = decision.group.members.filter(user=outcome.owner).first()
    key = f"{outcome.review_on}:{timezone.now().timestamp()}"
    outbox.write(
        REVIEW,
        to=outcome.owner.email,
        data={"decision": decision.pk, "user": outcome.owner_id, "day": str(outcome.review_on)},
        dedupe_key=f"{REVIEW}:{decision.pk}:{outcome.owner_id}:{key}",
        about=_review(decision),
        language=member.language if member else "nb",
        send_after=morning,
    )


def _review(decision):
    return f"decision_review:{decision.pk}"


def _everyone(decision):
    users = {*decision.group.members.values_list("user", flat=True)}
    users |= {*decision.roll.exclude(user=None).values_list("user", flat=True)}
    return [about(decision, user) for user in users]


def _in_group(decision):
    return decision.group.members.at_hand().select_related("user")


def _draft(kind, decision, member, *, send_after=None, key="", **data):
    return outbox.draft(
        kind,
        to=member.user.email,
        data={"decision": decision.pk, "user": member.user_id} | data,
        dedupe_key=f"{kind}:{decision.pk}:{member.user_id}:{key}",
        about=about(decision, member.user_id),
        language=member.language,
        send_after=send_after,
    )


def _told(letter, subject, template, *, decision=None, calendar=None, method=None, **context):
    """A letter with a link to the decision; None when its reader has no place in the group any more."""
    decision = decision or _decision_of(letter)
    if decision is None:
        return None
    named = {"title": decision.title, "name": decision.group.name}
    return Composed(
        subject=subject % named,
        template=f"decisions/{template}",
        context={"decision": decision, "group": decision.group, "url": address(decision, letter.language)}
        | context,
        calendar=calendar,
        calendar_method=method,
        why=_("You get this because of your place in the working group %(name)s.") % named,
    )


def address(decision, language):
    with override(language):
        return absolute(reverse("decision", args=[decision.group.slug, decision.pk]))


def _decision_of(letter):
    """The decision, for a reader who is in its group; else None."""
    user = letter.data["user"]
    reads = GroupMember.objects.at_hand().filter(user=user)
    found = GroupDecision.objects.filter(pk=letter.data["decision"], group__in=reads.values("group"))
    return found.select_related("group").first()


def _waits_for_vote(letter):
    """The decision while its reader may vote in it and has not."""
    user = letter.data["user"]
    decision = _decision_of(letter)
    waits = GroupDecision.objects.waiting_for(user).filter(pk=letter.data["decision"]).exists()
    return decision if waits else None


def compose_opened(letter):
    decision = _waits_for_vote(letter)
    return decision and _told(letter, _("Decide together: %(title)s"), "opened", decision=decision)


def compose_reminder(letter):
    decision = _waits_for_vote(letter)
    return decision and _told(letter, _("You have not voted yet: %(title)s"), "reminder", decision=decision)


def compose_closed(letter):
    decision = _decision_of(letter)
    if decision is None or not decision.is_over:
        return None
    results = results_of(decision, names=False)
    return _told(letter, _("Closed: %(title)s"), "closed", decision=decision, results=results)


def compose_outcome(letter):
    outcome = _outcome_of(letter)
    return outcome and _told(letter, _("Outcome: %(title)s"), "outcome", outcome=outcome)


def compose_review(letter):
    """Nothing when the day was moved, or the group has looked at it."""
    outcome = _outcome_of(letter)
    is_due = (
        outcome
        and outcome.reviewed_at is None
        and str(outcome.review_on) == letter.data["day"]
        and outcome.owner_id == letter.data["user"]
    )
    return _told(letter, _("Time to look again: %(title)s"), "review", outcome=outcome) if is_due else None


def compose_time(letter):
    """The invitation; nothing for a time that a later letter has replaced."""
    return _time_letter(letter, _("A time is found: %(title)s"), "time", "REQUEST")


def compose_time_off(letter):
    return _time_letter(letter, _("Called off: %(title)s"), "time_off", "CANCEL")


def _time_letter(letter, subject, template, method):
    outcome, decision = _outcome_of(letter), _decision_of(letter)
    if outcome is None or decision is None or outcome.sequence != letter.data["sequence"]:
        return None
    user = GroupMember.objects.select_related("user").get(group=decision.group, user=letter.data["user"]).user
    start, end = (datetime.fromisoformat(letter.data[name]) for name in ("start", "end"))
    calendar = time_file(
        decision,
        user=user,
        start=start,
        end=end,
        sequence=outcome.sequence,
        url=address(decision, letter.language),
        method=method,
        has_accepted=_said_yes(decision, user, letter.data["option"]),
    )
    return _told(
        letter,
        subject,
        template,
        decision=decision,
        calendar=calendar,
        method=method,
        outcome=outcome,
        start=start,
        end=end,
    )


def compose_time_gone(letter):
    """Nothing to who is in the group again. What is decided there is not theirs to know any more."""
    decision = GroupDecision.objects.filter(pk=letter.data["decision"]).select_related("group").first()
    user = User.objects.filter(pk=letter.data["user"]).first()
    start, end = (datetime.fromisoformat(letter.data[name]) for name in ("start", "end"))
    if decision is None or user is None or end <= timezone.now():
        return None
    if decision.group.members.filter(user=user).exists():
        return None
    named = {"name": decision.group.name}
    return Composed(
        subject=_("Taken out of your calendar: meeting of %(name)s") % named,
        template="decisions/time_gone",
        context={"group": decision.group, "start": start},
        calendar=gone_file(decision, user=user, start=start, end=end, sequence=letter.data["sequence"]),
        calendar_method="CANCEL",
        why=_("You get this because you were called to the meeting of the working group %(name)s.") % named,
    )


def _said_yes(decision, user, option):
    vote = DecisionVote.objects.filter(decision=decision, user=user).first()
    return bool(vote) and vote.answer.get("times", {}).get(str(option)) == "yes"


def _outcome_of(letter):
    if _decision_of(letter) is None:
        return None
    outcomes = Outcome.objects.select_related("owner", "chosen_option", "decision__group")
    return outcomes.filter(decision=letter.data["decision"]).first()


COMPOSERS = {
    OPENED: compose_opened,
    REMINDER: compose_reminder,
    CLOSED: compose_closed,
    OUTCOME: compose_outcome,
    REVIEW: compose_review,
    TIME: compose_time,
    TIME_OFF: compose_time_off,
    TIME_GONE: compose_time_gone,
}
