"""What happens to a poll: it is made, opened, voted in, closed; and what facilitators do beside."""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from partners.roles.models import Role
from workshops.live.errors import NotInRoom
from workshops.live.models import Activity, LiveRoom
from workshops.live.rules import may_take_part
from workshops.polls.answers import DEVELOPER, PARTICIPANT, normalised
from workshops.polls.errors import AlreadyVoted, Fixed, NotNow, PollClosed, StaysAnonymous
from workshops.polls.live import take_off_screens, tell_of_state, tell_of_votes
from workshops.polls.models import Ballot, Choice, HiddenWord, PaperCount, Poll, RoleInterest, Voted

ACTIVITY = "poll"
Kind, State = Poll.Kind, Poll.State
# Written anew in the order of their random keys, by one transaction: neither where a ballot lies nor who
# wrote it last tells when it came.
SHUFFLE = """
    WITH gone AS (
        DELETE FROM workshops_ballot WHERE poll_id = %s RETURNING id, poll_id, participant_id, answer
    )
    INSERT INTO workshops_ballot (id, poll_id, participant_id, answer)
    SELECT id, poll_id, participant_id, answer FROM gone ORDER BY id
"""


@transaction.atomic
def create_poll(room, *, kind, question, by, choices=(), **settings):
    """A draft, last among the room's activities. One about roles has those that take proposals now."""
    room = LiveRoom.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=room.pk)
    last = room.activities.aggregate(last=Max("order"))["last"] or 0
    activity = Activity.objects.create(room=room, kind=ACTIVITY, title=question, order=last + 1)
    poll = Poll.objects.create(activity=activity, kind=kind, **settings)
    _write_choices(poll, choices)
    _log(poll, "create", by)
    return poll


@transaction.atomic
def edit_poll(poll, *, question, by, choices=(), **settings):
    """Change what is asked, while nobody has answered.

    Raises `Fixed`, and `StaysAnonymous` when people have been told that they vote unseen.
    """
    poll = locked(poll)
    if poll.is_closed or has_votes(poll):
        raise Fixed
    if poll.is_open and poll.anonymous and not settings["anonymous"]:
        raise StaysAnonymous
    poll.activity.title = question
    poll.activity.save(update_fields=["title"])
    for name, value in settings.items():
        setattr(poll, name, value)
    poll.save(update_fields=list(settings))
    poll.choices.all().delete()
    _write_choices(poll, choices)
    _log(poll, "change", by)
    tell_of_state(poll)
    return poll


def _write_choices(poll, texts):
    if poll.kind == Kind.ROLES:
        roles = Role.objects.taking_proposals().in_order()
        rows = [Choice(poll=poll, order=n, text=role.title, role=role) for n, role in enumerate(roles)]
    else:
        rows = [Choice(poll=poll, order=n, text=text) for n, text in enumerate(texts)]
    Choice.objects.bulk_create(rows)


@transaction.atomic
def delete_poll(poll, *, by):
    """Take a draft away. Raises `NotNow` for what was opened."""
    poll = locked(poll)
    if not poll.is_draft:
        raise NotNow
    _log(poll, "delete", by)
    poll.activity.delete()


@transaction.atomic
def open_poll(poll, *, by):
    """Let people vote. Twice is harmless. Raises `NotNow` for a poll or a room that is over."""
    poll = locked(poll)
    if poll.is_open:
        return poll
    if poll.is_closed or not may_take_part(poll.room):
        raise NotNow
    poll.state = State.OPEN
    poll.save(update_fields=["state"])
    Activity.objects.filter(pk=poll.pk, opened_at=None).update(opened_at=timezone.now())
    _log(poll, "open", by)
    tell_of_state(poll)
    return poll


@transaction.atomic
def close_poll(poll, *, by):
    """No vote counts from here on, and the results are everybody's. Twice is harmless; it stays closed."""
    poll = locked(poll)
    if poll.is_closed:
        return poll
    if poll.is_draft:
        raise NotNow
    poll.state, poll.is_untold = State.CLOSED, False
    poll.save(update_fields=["state", "is_untold"])
    _log(poll, "close", by)
    tell_of_state(poll)
    return poll


@transaction.atomic
def vote(poll, *, participant, answer):
    """Count a vote once. In a poll that is not anonymous voting again changes one's vote.

    No vote is logged: a log would say whose it was. Raises `PollClosed`, `AlreadyVoted` and `NotInRoom`.
    """
    poll = locked(poll)
    if participant.room_id != poll.room.pk:
        raise NotInRoom
    if not poll.is_open or not may_take_part(poll.room):
        raise PollClosed
    _voter, is_first = Voted.objects.get_or_create(poll=poll, participant=participant)
    if not poll.anonymous:
        Ballot.objects.update_or_create(poll=poll, participant=participant, defaults={"answer": answer})
        _note_interests(poll, participant, answer)
    elif is_first:
        Ballot.objects.create(poll=poll, answer=answer)
        _shuffle(poll)
    else:
        raise AlreadyVoted
    tell_of_votes(poll)


def _shuffle(poll):
    with connection.cursor() as cursor:
        cursor.execute(SHUFFLE, [poll.pk])


def _note_interests(poll, participant, answer):
    """A role that is still chosen keeps its row."""
    if poll.kind != Kind.ROLES:
        return
    wanted = {
        choice.role_id: answer["roles"][str(choice.pk)]
        for choice in poll.choices.exclude(role=None)
        if str(choice.pk) in answer["roles"]
    }
    RoleInterest.objects.filter(poll=poll, participant=participant).exclude(role__in=wanted).delete()
    for role, ways in wanted.items():
        RoleInterest.objects.update_or_create(
            poll=poll,
            participant=participant,
            role_id=role,
            defaults={"as_developer": DEVELOPER in ways, "as_participant": PARTICIPANT in ways},
        )


@transaction.atomic
def count_paper(poll, *, numbers, people, by):
    """What people in the room answered on paper, by choice: `numbers` replace what was counted before."""
    poll = locked(poll)
    if poll.is_draft:
        raise NotNow
    before = dict(poll.paper.values_list("key", "number"))
    poll.paper.all().delete()
    PaperCount.objects.bulk_create(
        PaperCount(poll=poll, key=key, number=number) for key, number in numbers.items() if number
    )
    poll.paper_voters = people
    poll.save(update_fields=["paper_voters"])
    _log(poll, "paper", by, before=before, after=numbers, people=people)
    tell_of_votes(poll, at_once=True)
    return poll


@transaction.atomic
def hide_word(poll, word, *, by):
    """Take a word off every screen, however it is written. Twice is harmless."""
    poll = locked(poll)
    _hidden, is_new = HiddenWord.objects.get_or_create(poll=poll, word=normalised(word))
    if is_new:
        _log(poll, "hide_word", by)
        take_off_screens(poll)


@transaction.atomic
def show_word(poll, word, *, by):
    """Let a hidden word be seen again."""
    poll = locked(poll)
    if poll.hidden_words.filter(word=normalised(word)).delete()[0]:
        _log(poll, "show_word", by)
        tell_of_votes(poll, at_once=True)


@transaction.atomic
def tell_what_waits(poll):
    """Push the last votes of a crowd."""
    poll = locked(poll)
    if poll.is_untold:
        tell_of_votes(poll)


def locked(poll):
    """The poll as it is now, held until the transaction ends, with its activity, room and meeting."""
    polls = Poll.objects.select_for_update(of=("self",)).select_related("activity__room__workshop")
    return polls.get(pk=poll.pk)


def has_votes(poll):
    """Whether anybody has answered, here or on paper."""
    return poll.voted.exists() or poll.paper.exists()


def _log(poll, what, by, **data):
    told = {"poll": poll.pk, "question": str(poll)} | data
    log(poll.room.workshop, f"workshops.poll.{what}", user=by, data=told)
