"""Letters about draft answers: to who may approve one, and to who wrote it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.inputs.actions import marker_of
from partners.inputs.approval_letters import ASKED, PUBLISHED, RETURNED
from partners.inputs.drafting import (
    change_draft,
    discard_draft,
    draft_answer,
    publish_draft,
    return_draft,
)
from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import InputFactory, PersonFactory, UserFactory
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
WORDS = {"status": "adopted", "text": "Det blir heis."}


@pytest.fixture
def input():
    return InputFactory(giver=PersonFactory(email="kari@example.no"), text="Vi trenger heis")


@pytest.fixture
def author():
    return staff(COORDINATORS)


@pytest.fixture
def other():
    user = staff(COORDINATORS)
    user.language = "en"
    user.save()
    return user


def drafted(input, by, *, ask=True):
    return draft_answer(input, **WORDS, by=by, seen=marker_of(input), ask=ask)


def changed(draft, by, *, text="Heis i 2027.", ask=True):
    return change_draft(draft, status="adopted", text=text, by=by, turn=draft.turn, seen={}, ask=ask)


def to(kind):
    """Whose mailboxes the letters of a kind go to that are not taken back."""
    kept = Letter.objects.filter(kind=kind).exclude(state=Letter.State.VOID)
    return sorted(kept.values_list("to", flat=True))


def rendered(kind, user):
    return kinds.render(Letter.objects.filter(kind=kind, to=user.email).latest("pk"))


def test_each_who_may_approve_gets_one_letter_in_their_language_without_the_words(input, author, other):
    staff(EDITORS)
    UserFactory()
    gone, leaving = staff(COORDINATORS), staff(COORDINATORS)
    gone.is_active = False
    gone.save()
    leaving.erase_after = timezone.now()
    leaving.save()

    draft = drafted(input, author)
    drafted(input, author)

    letter = rendered(ASKED, other)
    assert to(ASKED) == [other.email]
    assert letter.subject == "An answer waits for your approval"
    assert f"http://testserver{reverse('inputs:draft', args=[draft.pk])}" in letter.text
    assert f"Input no. {input.pk}" in letter.text
    assert str(author) in letter.text
    assert "heis" not in (letter.text + letter.html).lower()


def test_draft_that_asks_nobody_sends_nothing(input, author, other):
    draft = drafted(input, author, ask=False)
    changed(draft, author, ask=False)

    assert Letter.objects.count() == 0


def test_changed_words_ask_anew_only_when_they_did_not_wait_or_are_somebody_elses(input, author, other):
    draft = changed(drafted(input, author), author)
    assert to(ASKED) == [other.email]

    draft = changed(draft, other, text="Heis i 2028.")
    assert to(ASKED) == [author.email]

    draft = return_draft(draft, remark="Hvilket år?", by=author, turn=draft.turn)
    changed(draft, other, text="Heis i 2029.")
    assert to(ASKED) == [author.email]
    assert Letter.objects.filter(kind=ASKED).count() == 3


def test_letter_says_nothing_when_the_draft_is_dealt_with(input, author, other):
    draft = drafted(input, author)
    discard_draft(draft, by=author, turn=draft.turn)

    assert rendered(ASKED, other) is None


def test_author_is_told_of_what_is_sent_back_until_it_is_written_anew(input, author, other):
    draft = drafted(input, author)
    draft = return_draft(draft, remark="Hemmelig merknad", by=other, turn=draft.turn)

    letter = rendered(RETURNED, author)
    changed(draft, author)

    assert to(RETURNED) == [author.email]
    assert letter.subject == "Utkastet ditt til svar er sendt tilbake"
    assert str(other) in letter.text
    assert "Hemmelig merknad" not in letter.text
    assert rendered(RETURNED, author) is None


def test_author_is_told_when_somebody_else_publishes_and_the_giver_gets_the_answer(input, author, other):
    draft = drafted(input, author)
    publish_draft(draft, by=other, turn=draft.turn)

    assert to(PUBLISHED) == [author.email]
    assert rendered(PUBLISHED, author).subject == "Svaret ditt er publisert"
    assert to("inputs.answered") == ["kari@example.no"]


def test_who_publishes_or_sends_back_their_own_gets_no_letter(input, author):
    draft = drafted(input, author)
    draft = return_draft(draft, remark="Jeg venter.", by=author, turn=draft.turn)
    publish_draft(draft, by=author, turn=draft.turn)

    assert (to(RETURNED), to(PUBLISHED)) == ([], [])
