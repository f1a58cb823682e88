"""What comments keep of people is told to them, and goes with their account."""

import pytest

from partners.comments.actions import Said, change_comment, hold_comment, save_draft
from partners.comments.models import CommentDraft, HeldComment
from partners.inputs.actions import answer_input
from partners.inputs.models import Input
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(comment, place, kari):
    """Something of each kind that is Kari's, and a held comment of somebody else's."""
    given = comment("Først sagt")
    answer_input(given, status="answered", text="Takk.", by=UserFactory())
    change_comment(given, text="Nå sagt", by=kari)
    save_draft(kari, place, text="Begynt på")
    hold_comment(place, said=Said(text="Ubekreftet"), email=kari.email.upper())
    hold_comment(place, said=Said(text="En annens"), email="annen@example.no")


@pytest.mark.usefixtures("kept")
def test_everything_is_in_the_copy_of_ones_data(kari):
    chapters = {chapter.key: chapter for chapter in chapters_about(subject_of(kari))}

    told = {
        key: [fact.value for row in chapters[key].rows for fact in row if fact.key == "text"]
        for key in ("inputs", "earlier_texts", "comment_drafts", "held_comments")
    }
    assert told == {
        "inputs": ["Nå sagt"],
        "earlier_texts": ["Først sagt"],
        "comment_drafts": ["Begynt på"],
        "held_comments": ["Ubekreftet"],
    }


@pytest.mark.usefixtures("kept")
def test_what_was_not_given_goes_and_what_was_given_is_nobodys(kari):
    erase_everything(subject_of(kari))

    assert not CommentDraft.objects.exists()
    assert [held.text for held in HeldComment.objects.all()] == ["En annens"]
    given = Input.objects.get()
    assert (given.text, given.giver, given.giver_name) == ("Nå sagt", None, "")
