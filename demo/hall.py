"""What the room asks and votes on in the meeting that goes on."""

import uuid

from demo.content import ongoing
from workshops.asking.actions import ask, upvote
from workshops.asking.chairing import answer_question, move_question
from workshops.asking.hands import raise_hand
from workshops.asking.models import AudienceQuestion
from workshops.polls.actions import close_poll, create_poll, open_poll, vote
from workshops.polls.answers import DEVELOPER, PARTICIPANT
from workshops.polls.models import Poll

Stage = AudienceQuestion.Stage


def questions_and_polls(room, people, *, by):
    """Questions at every stage and two raised hands, a poll that is over and one that is open."""
    asking = room.activities.get(kind="questions")
    for row in ongoing.QUESTIONS:
        _ask(asking, people, *row, by=by)
    for who in ongoing.HANDS:
        raise_hand(asking, people[who])
    _when(room, people, by=by)
    _roles(room, people, by=by)


def _ask(asking, people, who, text, wanted_by, stage, answer, *, by):
    is_anonymous = who == ongoing.NOBODY
    question = ask(
        asking,
        people[0 if is_anonymous else who],
        text=text,
        anonymous=is_anonymous,
        client_id=uuid.uuid4(),
        language="nb",
    )
    for other in wanted_by:
        upvote(question, people[other], up=True)
    if answer:
        answer_question(question, text=answer, by=by)
    elif stage != Stage.ASKED:
        move_question(question, stage, by=by)


def _when(room, people, *, by):
    poll = create_poll(
        room, kind=Poll.Kind.SINGLE, question=ongoing.WHEN, choices=ongoing.WHEN_CHOICES, by=by
    )
    open_poll(poll, by=by)
    choices = list(poll.choices.values_list("pk", flat=True))
    for participant, choice in zip(people, ongoing.WHEN_VOTES, strict=False):
        vote(poll, participant=participant, answer={"choices": [choices[choice]]})
    close_poll(poll, by=by)


def _roles(room, people, *, by):
    poll = create_poll(room, kind=Poll.Kind.ROLES, question=ongoing.ROLES, by=by)
    open_poll(poll, by=by)
    choices = dict(poll.choices.values_list("role__slug", "pk"))
    for who, slug, develops, takes_part in ongoing.ROLE_VOTES:
        ways = [way for way, chosen in ((DEVELOPER, develops), (PARTICIPANT, takes_part)) if chosen]
        vote(poll, participant=people[who], answer={"roles": {str(choices[slug]): ways}})
