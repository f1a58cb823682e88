"""One's own part in threads: in the copy of one's data, when an account is erased, in a merge."""

import pytest
from django.utils.translation import override

from partners.discussions.actions import react
from partners.discussions.drafts import place_of, save_draft
from partners.discussions.models import Draft, PostMention, Reaction
from partners.people.erasing import erase_everything, warnings_for
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_copy_holds_posts_reactions_and_drafts(discussion, leader, member, said):
    react(said, by=member.user, kind="like", is_on=True)
    save_draft(member.user, place_of(discussion), text="Jeg begynte på", seen=0)

    with override("nb"):
        of_leader = {chapter.key: chapter for chapter in chapters_about(subject_of(leader.user))}
        of_member = {chapter.key: chapter for chapter in chapters_about(subject_of(member.user))}

    assert [fact.value for fact in of_leader["posts"].rows[0]][:2] == [discussion.group.name, "Åpningstider"]
    assert said.text in [fact.value for fact in of_leader["posts"].rows[0]]
    told = [fact.value for row in of_member["group_threads"].rows for fact in row]
    assert "Jeg begynte på" in told
    assert "like" in told


def test_erased_person_leaves_the_words_without_the_name(discussion, leader, member, said):
    react(said, by=member.user, kind="like", is_on=True)
    save_draft(member.user, place_of(discussion), text="Jeg begynte på", seen=0)
    mine = PostFactory(discussion=discussion, author=member.user, author_name="Ola Medlem")
    PostMention.objects.create(post=said, user=member.user, name="Ola Medlem")
    type(said).objects.filter(pk=said.pk).update(text="Spør @Ola Medlem.")

    with override("nb"):
        warned = warnings_for(member.user)
    erase_everything(subject_of(member.user))

    mine.refresh_from_db()
    said.refresh_from_db()
    assert any("arbeidsgrupper" in sentence for sentence in warned)
    assert (mine.author, mine.author_name, mine.shown_name != "") == (None, "", True)
    assert said.text == "Spør @Tidligere deltaker."
    assert not Reaction.objects.exists()
    assert not Draft.objects.exists()
