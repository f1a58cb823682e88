"""What people say in a thread of a group: who may, what is kept, and what is gone."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.discussions.actions import delete_post, edit_post, post, react, start_discussion
from partners.discussions.errors import CannotSee, MayNot, NotTheirWords
from partners.discussions.leading import close, end_guest, let_in_guest, move, pin, reopen
from partners.discussions.live import DISCUSSIONS
from partners.discussions.models import Discussion, DiscussionGuest, EarlierPost, Post, Reaction
from partners.discussions.telling import when_posted
from partners.groups.actions import archive_group
from partners.groups.membership import leave, remove_member
from partners.people.grants import grants_of
from partners.threads.models import Exclusion
from portal.live import log
from tests.factories import (
    GroupMemberFactory,
    MembershipFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db


def say(discussion, by, text="Det høres bra ut.", **more):
    return post(discussion, by=by, text=text, client_id=uuid.uuid4(), **more)


def told(discussion):
    changes = log.read_since(DISCUSSIONS.room(discussion.pk), 0).changes
    return [each.leaves or "change" for each in changes]


def logged(action):
    return ModelLogEntry.objects.filter(action=action).count()


def test_thread_begins_with_a_post(group, member):
    fields = {"title": "  Hvem låser\nopp? ", "text": "Jeg kan mandager.", "client_id": uuid.uuid4()}

    first, second = (start_discussion(group, by=member.user, **fields) for _ in range(2))

    assert first == second
    assert first.title == "Hvem låser opp?"
    assert (first.posts.get().text, first.last_post) == ("Jeg kan mandager.", first.posts.get().pk)
    assert (logged("partners.discussion.start"), logged("partners.post.write")) == (1, 1)


def test_sending_a_post_twice_says_it_once(discussion, member):
    client_id = uuid.uuid4()

    first, second = (post(discussion, by=member.user, text="En gang.", client_id=client_id) for _ in range(2))

    assert (first, discussion.posts.count()) == (second, 1)
    assert told(discussion) == ["change"]


def test_organisation_that_one_takes_part_for_is_shown(discussion, member):
    organisation = MembershipFactory(user=member.user).organisation
    member.organisation = organisation
    member.save()

    assert say(discussion, member.user).organisation == organisation


@pytest.mark.parametrize("who", ["observer", "outsider"])
def test_who_only_looks_on_or_stands_outside_says_nothing(who, discussion, request):
    person = request.getfixturevalue(who)

    with pytest.raises(MayNot):
        say(discussion, getattr(person, "user", person))
    assert not discussion.posts.exists()


def test_nothing_is_said_in_a_closed_thread_or_an_archived_group(discussion, leader, member, said):
    close(discussion, by=member.user, conclusion="Klokka ti.")
    with pytest.raises(MayNot):
        say(discussion, leader.user)
    reopen(discussion, by=member.user)
    say(discussion, leader.user)
    archive_group(discussion.group, by=leader.user)

    with pytest.raises(MayNot):
        say(discussion, leader.user)


def test_who_is_kept_out_says_nothing(discussion, member, leader):
    person = PersonFactory(email=member.user.email, user=member.user)
    until = timezone.now() + timedelta(days=1)
    Exclusion.objects.create(person=person, by=leader.user, reason="Fordi.", until=until)

    with pytest.raises(MayNot):
        say(discussion, member.user)


def test_quote_must_stand_there(discussion, member, said):
    quoting = say(discussion, member.user, quote="klokka ti", quoted=said)

    assert (quoting.quote, quoting.quoted) == ("klokka ti", said)
    with pytest.raises(NotTheirWords):
        say(discussion, member.user, quote="klokka elleve", quoted=said)
    elsewhere = PostFactory(text="klokka ti")
    with pytest.raises(NotTheirWords):
        say(discussion, member.user, quote="klokka ti", quoted=elsewhere)


def test_readers_are_mentioned_and_nobody_else(discussion, member, leader, outsider, monkeypatch):
    heard = []
    monkeypatch.setattr("partners.discussions.telling._hearers", [])
    when_posted(lambda post, mentioned: heard.append([user.name for user in mentioned]))

    say(discussion, member.user, "Kan du, @Silje Lunde? Og @Ute Stående?")
    with pytest.raises(CannotSee):
        say(discussion, member.user, "@Ute Stående", mentioned=[outsider.pk])

    assert heard == [["Silje Lunde"]]


def test_change_within_a_quarter_of_an_hour_leaves_no_trace(discussion, leader, said):
    edit_post(said, text="Vi åpner klokka elleve.", by=leader.user)

    said.refresh_from_db()
    assert (said.text, said.changed_at, said.earlier_texts.count()) == ("Vi åpner klokka elleve.", None, 0)


def test_later_change_keeps_what_stood_there(discussion, leader, member, said):
    Post.objects.update(created_at=timezone.now() - timedelta(minutes=16))

    for _ in range(2):
        edit_post(said, text="Vi åpner klokka elleve.", by=leader.user)

    assert [each.text for each in EarlierPost.objects.all()] == ["Vi åpner klokka ti på lørdager."]
    with pytest.raises(MayNot):
        edit_post(said, text="Vi åpner aldri.", by=member.user)


def test_deleted_post_is_gone_wherever_it_was_quoted_and_leaves_a_trace(discussion, leader, member, said):
    Post.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    edit_post(said, text="Vi åpner klokka elleve.", by=leader.user)
    quoting = say(discussion, member.user, quote="klokka elleve", quoted=said)
    react(said, by=member.user, kind="like", is_on=True)

    for _ in range(2):
        delete_post(said, by=leader.user)

    said.refresh_from_db()
    quoting.refresh_from_db()
    assert (said.state, said.text, quoting.quote) == ("deleted", "", "")
    assert not EarlierPost.objects.exists()
    assert not Reaction.objects.exists()
    assert logged("partners.post.delete") == 1


def test_leader_deletes_what_others_said_and_members_do_not(discussion, leader, member, said):
    mine = say(discussion, member.user)

    with pytest.raises(MayNot):
        delete_post(said, by=member.user)
    assert delete_post(mine, by=leader.user).deleted_by_leader


def test_reaction_is_given_once_and_taken_back(discussion, member, said):
    for _ in range(2):
        react(said, by=member.user, kind="thanks", is_on=True)
    shown = discussion.posts.in_thread(member.user).get().reactions
    for _ in range(2):
        react(said, by=member.user, kind="thanks", is_on=False)

    assert [(kind, n, mine) for kind, _label, _icon, n, mine in shown] == [
        ("like", 0, False),
        ("thanks", 1, True),
        ("done", 0, False),
    ]
    assert told(discussion) == ["change", "change"]


def test_starter_and_leaders_close_and_others_do_not(discussion, leader, member):
    other = GroupMemberFactory(group=discussion.group)

    with pytest.raises(MayNot):
        close(discussion, by=other.user, conclusion="Nei.")
    closed = close(discussion, by=member.user, conclusion=" Klokka ti. ")
    changed = close(discussion, by=leader.user, conclusion="Klokka elleve.")

    assert (closed.conclusion, changed.conclusion) == ("Klokka ti.", "Klokka elleve.")
    assert [entry.data["conclusion"] for entry in ModelLogEntry.objects.order_by("pk")] == [
        ["", "Klokka ti."],
        ["Klokka ti.", "Klokka elleve."],
    ]


def test_leaders_pin(discussion, leader, member):
    with pytest.raises(MayNot):
        pin(discussion, by=member.user, is_on=True)

    for _ in range(2):
        pin(discussion, by=leader.user, is_on=True)

    assert (Discussion.objects.get().is_pinned, logged("partners.discussion.pin")) == (True, 1)


def test_moved_thread_is_read_by_the_other_group_and_everybody_is_asked_anew(discussion, leader, member):
    other = WorkingGroupFactory()
    with pytest.raises(MayNot):
        move(discussion, other, by=leader.user)
    GroupMemberFactory(group=other, user=leader.user)

    move(discussion, other, by=leader.user)

    assert not Discussion.objects.readable_by(member.user).exists()
    assert Discussion.objects.readable_by(leader.user).get().group == other
    assert told(discussion)[-1] not in ("change", str(leader.user.pk))


def test_guest_takes_part_in_one_thread_and_is_listed_among_grants(discussion, leader, outsider, member):
    let_in_guest(discussion, user=outsider, by=leader.user)
    another = Discussion.objects.create(group=discussion.group, title="En annen")

    assert say(discussion, outsider).as_guest
    assert [*Discussion.objects.readable_by(outsider)] == [discussion]
    assert [(grant.thing, grant.kind) for grant in grants_of(outsider)] == [("Åpningstider", "tråd")]
    with pytest.raises(MayNot):
        say(another, outsider)
    with pytest.raises(MayNot):
        let_in_guest(discussion, user=UserFactory(), by=member.user)


def test_guest_who_is_removed_leaves_at_once(discussion, leader, outsider):
    let_in_guest(discussion, user=outsider, by=leader.user)

    for _ in range(2):
        end_guest(discussion, user=outsider, by=leader.user)

    assert told(discussion)[-1] == str(outsider.pk)
    assert not DiscussionGuest.objects.exists()
    with pytest.raises(MayNot):
        say(discussion, outsider)


@pytest.mark.parametrize("way", ["leave", "remove"])
def test_who_leaves_the_group_is_out_of_its_rooms_at_once(way, discussion, leader, member):
    if way == "leave":
        leave(member)
    else:
        remove_member(member, by=leader.user)

    assert told(discussion) == [str(member.user_id)]
    assert not DISCUSSIONS.may_enter(member.user, str(discussion.pk))
