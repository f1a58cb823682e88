"""What was said at the demo's past meeting, and what the municipality answered."""

from datetime import timedelta

from wagtail.models import Revision

from demo.content import texts
from demo.meetings import email_of
from partners.inputs.actions import answer_input, consider_input, give_inputs
from partners.inputs.models import Answer, Input, Question, StatusChange, Theme
from partners.people.actions import person_for
from workshops.signups.models import SignUp

DAYS_TO_CONSIDER = 2
DAYS_TO_ANSWER = 6


def themes():
    for order, (name, name_en, slug) in enumerate(texts.THEMES):
        Theme.objects.update_or_create(slug=slug, defaults={"name": name, "name_en": name_en, "order": order})


def past_inputs(meeting, concepts, *, coordinator):
    """Inputs given in the days around the meeting, each with its history, some about the concepts."""
    questions = list(Question.objects.filter(page_id=meeting.pk))
    for number, row in enumerate(texts.PAST_INPUTS):
        question, text, theme, name, organisation, shown_as, visibility, verdict, answer = row
        [said] = give_inputs(
            meeting,
            answers=[(questions[question], text)],
            person=person_for(email_of(name)),
            name=name,
            organisation=organisation,
            visibility=visibility,
            shown_as=shown_as,
            language="nb",
            receipt=False,
        )
        concept = concepts[number % len(concepts)] if number % 3 == 2 else None
        if concept:
            Input.objects.filter(pk=said.pk).update(page=concept.page_ptr)
        decide(said, verdict=verdict, answer=answer, coordinator=coordinator)
        date_back(said, theme=theme, given=meeting.start + timedelta(minutes=45 + number))
        if concept:
            took_up(said, concept)
        for signup in SignUp.objects.filter(workshop=meeting, person=said.giver):
            signup.inputs.add(said)


def took_up(said, concept):
    """The answer belongs to the version of the concept that was published that day."""
    answer = Answer.objects.filter(input=said).first()
    if answer and concept.live_revision:
        Revision.objects.filter(pk=concept.live_revision_id).update(created_at=answer.at)
        Answer.objects.filter(pk=answer.pk).update(version=concept.live_revision)


def decide(said, *, verdict, answer, coordinator):
    if verdict == Input.Status.NEW:
        return
    consider_input(said, by=coordinator)
    if answer:
        answer_input(said, status=verdict, text=answer, by=coordinator)


def date_back(said, *, theme, given):
    """Move an input's life to the past: demo content is dated around the meeting, not around today."""
    Input.objects.filter(pk=said.pk).update(created_at=given, theme=Theme.objects.get(slug=theme))
    answered = given + timedelta(days=DAYS_TO_ANSWER)
    changes = StatusChange.objects.filter(input=said)
    changes.filter(after=Input.Status.CONSIDERING).update(at=given + timedelta(days=DAYS_TO_CONSIDER))
    changes.exclude(after=Input.Status.CONSIDERING).update(at=answered)
    Answer.objects.filter(input=said).update(at=answered)
