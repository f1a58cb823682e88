"""The pages of threads: where they open, what each may do, and that nothing typed is lost."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.discussions.leading import let_in_guest
from partners.discussions.models import Discussion, DiscussionReader, Post
from partners.groups.actions import archive_group
from tests.factories import (
    DiscussionFactory,
    GroupMemberFactory,
    MembershipFactory,
    OrganisationFactory,
    PostFactory,
    WorkingGroupFactory,
)
from tests.staff import facts, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_member(client, member):
    client.force_login(member.user)
    return client


def writing(**changed):
    return {"text": "Jeg kan mandager.", "client_id": uuid.uuid4()} | changed


def test_thread_opens_at_the_first_unread_and_is_read_then(as_member, discussion, member, leader):
    posts = PostFactory.create_batch(3, discussion=discussion, author=leader.user)
    DiscussionReader.objects.create(discussion=discussion, user=member.user, last_read=posts[0].pk)

    response = as_member.get(discussion.get_absolute_url())
    page = as_member.get(response["Location"])

    assert response["Location"].endswith(f"?fra={posts[1].pk}#innlegg-{posts[1].pk}")
    assert 'id="nytt-herfra"' in page.content.decode()
    assert as_member.get(discussion.get_absolute_url()).status_code == 200
    assert DiscussionReader.objects.get().last_read == posts[2].pk


def test_fragment_keeps_the_mark_of_what_was_new(as_member, discussion, said):
    address = reverse("discussion_posts", args=[discussion.pk])

    fragment = as_member.get(f"{address}?ulest={said.pk}").content.decode()

    assert 'id="nytt-herfra"' in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize("number", [1, 3])
def test_thread_takes_as_many_queries_for_three_posts(number, as_member, discussion, said):
    for _ in range(number):
        PostFactory(discussion=discussion, organisation=OrganisationFactory(), quoted=said, quote="klokka")

    assert queries_of(as_member, f"{discussion.get_absolute_url()}?fra={said.pk}") == 14


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three_threads(number, as_member, group):
    for _ in range(number):
        PostFactory(discussion__group=group)
        PostFactory(discussion=DiscussionFactory(group=group, pinned_at=timezone.now()))

    assert queries_of(as_member, reverse("discussion_list", args=[group.slug])) == 9


def test_posting_without_a_script(as_member, discussion, said):
    fields = writing(quoted=said.pk, quote="klokka ti")

    response = as_member.post(reverse("post_write", args=[discussion.pk]), fields, follow=True)

    page = facts(response)
    assert "Innlegget ditt er publisert" in page
    assert "Jeg kan mandager." in page
    assert "Silje Lunde skrev" in page


def test_posting_with_htmx_answers_with_the_thread(as_member, discussion):
    response = as_member.post(
        reverse("post_write", args=[discussion.pk]), writing(), headers={"HX-Request": "true"}
    )

    html = response.content.decode()
    assert html.lstrip().startswith("<section")
    assert f'id="innlegg-{Post.objects.get().pk}" tabindex="-1" data-new-reply' in html


def test_wrong_quote_keeps_what_was_typed(as_member, discussion, said):
    fields = writing(quoted=said.pk, quote="klokka tolv", text="Dette skrev jeg")
    address = reverse("post_write", args=[discussion.pk])

    plain = as_member.post(address, fields)
    fragment = as_member.post(address, fields, headers={"HX-Request": "true"})

    for response in (plain, fragment):
        assert response.status_code == 422
        assert "Dette skrev jeg" in facts(response)
        assert "Dette står ikke der" in facts(response)


@pytest.mark.parametrize("text", ["", "   ", "x" * 6001])
def test_empty_and_endless_posts_are_refused(text, as_member, discussion):
    response = as_member.post(reverse("post_write", args=[discussion.pk]), writing(text=text))

    assert (response.status_code, Post.objects.count()) == (422, 0)


def test_markup_is_shown_as_text(as_member, discussion, leader):
    PostFactory(discussion=discussion, author=leader.user, text="<script>alert(1)</script> & @Ola Medlem")

    page = as_member.get(discussion.get_absolute_url(), follow=True).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert "<script>alert" not in page


def test_starting_a_thread(as_member, group):
    response = as_member.post(
        reverse("discussion_new", args=[group.slug]), writing(title="Åpningstider"), follow=True
    )

    assert "Tråden er startet" in facts(response)
    assert "Åpningstider" in facts(as_member.get(group.get_absolute_url()))


def test_what_was_typed_stays_when_the_group_is_archived_meanwhile(client, group, said, leader, observer):
    new, change = reverse("discussion_new", args=[group.slug]), reverse("post_change", args=[said.pk])
    archive_group(group, by=leader.user)

    client.force_login(said.author)
    for address in (new, change):
        response = client.post(address, writing(title="Åpningstider", text="Lang tekst."))
        assert (response.status_code, "Lang tekst." in response.text) == (422, True)

    client.force_login(observer.user)
    assert [client.post(address, writing(title="Nei")).status_code for address in (new, change)] == [404, 404]


def test_observer_reads_and_has_no_form(client, discussion, said, observer):
    client.force_login(observer.user)

    page = client.get(discussion.get_absolute_url(), follow=True)

    assert said.text in facts(page)
    assert page.context["post_form"] is None
    assert client.post(reverse("post_write", args=[discussion.pk]), writing()).status_code == 422


def test_outsider_finds_nothing(client, discussion, said, outsider):
    client.force_login(outsider)

    for address in (discussion.get_absolute_url(), reverse("post_earlier", args=[said.pk])):
        assert client.get(address).status_code == 404


def test_guest_reads_one_thread_and_nothing_of_the_group(client, discussion, leader, said, outsider):
    let_in_guest(discussion, user=outsider, by=leader.user)
    client.force_login(outsider)

    page = facts(client.get(discussion.get_absolute_url(), follow=True))

    assert said.text in page
    assert "Du er gjest i denne tråden" in page
    assert discussion.title in facts(client.get(reverse("group_list")))
    assert client.get(reverse("discussion_list", args=[discussion.group.slug])).status_code == 404


def test_leader_lets_in_a_partner_and_takes_the_right_away(client, discussion, leader):
    MembershipFactory(user=leader.user)
    partner = MembershipFactory(user__name="Berit Lie").user
    client.force_login(leader.user)
    address = reverse("discussion_guests", args=[discussion.pk])

    client.post(address, {"person": partner.pk})
    listed = facts(client.get(address))
    for _ in range(2):
        ended = client.post(reverse("discussion_end_guest", args=[discussion.pk, partner.pk]))
        assert ended["Location"] == address

    assert "Berit Lie" in listed
    assert not discussion.guests.exists()


def test_closing_with_a_conclusion(client, discussion, leader, said):
    client.force_login(leader.user)

    client.post(reverse("discussion_close", args=[discussion.pk]), {"conclusion": "Klokka elleve."})
    page = client.get(discussion.get_absolute_url())
    client.post(reverse("discussion_reopen", args=[discussion.pk]))

    assert "Klokka elleve." in facts(page)
    assert page.context["post_form"] is None
    assert not Discussion.objects.get().is_closed


def test_moving_to_another_group(client, discussion, leader):
    other = GroupMemberFactory(user=leader.user).group
    client.force_login(leader.user)

    client.post(reverse("discussion_move", args=[discussion.pk]), {"chosen": other.pk})

    assert Discussion.objects.get().group == other


def test_thread_is_not_moved_to_a_group_of_others(client, discussion, leader):
    client.force_login(leader.user)

    address = reverse("discussion_move", args=[discussion.pk])
    response = client.post(address, {"chosen": WorkingGroupFactory().pk})

    assert response.status_code == 422
    assert Discussion.objects.get().group == discussion.group


def test_change_and_earlier_text(client, discussion, leader, said):
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    client.force_login(leader.user)

    client.post(reverse("post_change", args=[said.pk]), {"text": "Vi åpner klokka elleve."})

    page = facts(client.get(reverse("post_earlier", args=[said.pk])))
    assert "Vi åpner klokka ti på lørdager." in page
    assert "Vi åpner klokka elleve." in page


def test_deleted_post_leaves_a_trace(as_member, client, discussion, leader, said):
    client.force_login(leader.user)
    client.post(reverse("post_delete", args=[said.pk]))

    page = facts(client.get(discussion.get_absolute_url()))

    assert "Slettet av den som skrev det" in page
    assert said.text not in page


def test_deleting_twice_leads_to_the_trace(client, said):
    client.force_login(said.author)

    for _ in range(2):
        assert client.post(reverse("post_delete", args=[said.pk]))["Location"] == said.get_absolute_url()

    assert not Post.objects.get().is_shown


def test_reaction_by_form_and_by_htmx(as_member, discussion, said):
    address = reverse("post_react", args=[said.pk])

    as_member.post(address, {"kind": "like", "on": "1"})
    again = as_member.post(address, {"kind": "like", "on": "0"}, headers={"HX-Request": "true"})

    assert again.content.decode().lstrip().startswith(f'<li id="innlegg-{said.pk}"')
    assert not said.given_reactions.exists()
    assert as_member.post(address, {"kind": "hate", "on": "1"}).status_code == 404


def test_next_unread_leads_on_and_says_when_there_is_no_more(as_member, discussion, said):
    address = reverse("discussion_next")

    assert as_member.get(address)["Location"] == discussion.get_absolute_url()
    as_member.get(discussion.get_absolute_url(), follow=True)
    assert "Du har lest alt" in facts(as_member.get(address, follow=True))


def test_cards_tell_how_much_is_new(as_member, discussion, said):
    assert "1 nytt innlegg" in facts(as_member.get(reverse("group_list")))


def test_names_to_mention_are_those_who_read(as_member, discussion, leader, outsider):
    address = reverse("discussion_names", args=[discussion.pk])

    assert "Silje Lunde" in facts(as_member.get(f"{address}?q=sil"))
    assert "Ute Stående" not in facts(as_member.get(f"{address}?q=ute"))


def test_guest_is_told_the_names_of_those_alone_who_have_said_something(
    client, discussion, said, leader, member, outsider
):
    let_in_guest(discussion, user=outsider, by=leader.user)
    client.force_login(outsider)
    address = reverse("discussion_names", args=[discussion.pk])

    page = facts(client.get(f"{address}?q="))

    assert (leader.user.name in page, member.user.name in page) == (True, False)


@pytest.mark.parametrize("key", ["fra", "for", "ulest", "siter"])
@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "<script>"])
def test_strange_places_are_passed_over(key, value, as_member, discussion, said):
    for name in ("discussion", "discussion_posts"):
        address = reverse(name, args=[discussion.pk])
        assert as_member.get(address, {key: value}).status_code == 200
