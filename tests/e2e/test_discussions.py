"""Threads of a working group with two people at once: each hears the other, and keeps what they write."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from partners.discussions.actions import post
from partners.discussions.inviting import invite_guest
from partners.discussions.leading import let_in_guest
from partners.discussions.models import Draft, Post, Reaction
from partners.groups.membership import remove_member
from tests.accessibility import assert_accessible
from tests.factories import (
    DiscussionFactory,
    GroupMemberFactory,
    PostFactory,
    UserFactory,
    WorkingGroupFactory,
)

WIDTHS = (390, 1280, 320)
SECOND = 1000
SPOKEN = "body > [aria-live=polite]"


@pytest.fixture
def group(live_portal):
    return WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")


@pytest.fixture
def silje(group):
    return GroupMemberFactory(group=group, place="leader", user__name="Silje Lunde").user


@pytest.fixture
def per(group, silje):
    return GroupMemberFactory(group=group, user__name="Per Vik").user


@pytest.fixture
def thread(group, silje, per):
    it = DiscussionFactory(group=group, title="Åpningstider", starter=silje)
    PostFactory(discussion=it, author=silje, text="Vi åpner klokka ti på lørdager.")
    return it


@pytest.fixture
def browser_of(live_portal, new_context):
    """`browser_of(user)`: a page of theirs."""

    def sit_down(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context()
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        return context.new_page()

    return sit_down


@pytest.fixture
def reading(browser_of, live_portal, thread):
    """`reading(user)`: a page of theirs with the thread open, and a line to the hub."""

    def sit_down(user):
        page = browser_of(user)
        page.goto(live_portal.url + thread.get_absolute_url())
        expect(page.locator("html[data-live=open]")).to_be_attached()
        return page

    return sit_down


def write(page, text):
    page.fill("#skriv-svar textarea[name=text]", text)


def publish(page):
    page.get_by_role("button", name="Publiser").click()


def test_pages_stand(browser_of, live_portal, thread, group, silje, per):
    let_in_guest(thread, user=UserFactory(name="Berit Lie"), by=silje)
    invitation = invite_guest(thread, email="nils@skolen.example", by=silje, language="nb")
    quoted = thread.posts.get()
    Post.objects.filter(pk=quoted.pk).update(changed_at=timezone.now())
    mine = PostFactory(discussion=thread, author=silje, quote="klokka ti", quoted=quoted)
    Reaction.objects.create(post=quoted, user=silje, kind="like")
    PostFactory(discussion=thread, author=per, state="deleted", text="")
    closed = DiscussionFactory(
        group=group, title="Navn", closed_at=timezone.now(), closed_by=silje, conclusion="Skrukveld."
    )
    PostFactory(discussion=closed, author=per)
    page = browser_of(silje)
    one = ("discussion", "discussion_close", "discussion_move", "discussion_guests")
    addresses = [reverse(name, args=[thread.pk]) for name in one]
    addresses += [reverse(name, args=[mine.pk]) for name in ("post_change", "post_delete", "post_earlier")]
    addresses += [reverse(name, args=[group.slug]) for name in ("group", "discussion_list", "discussion_new")]
    addresses += [closed.get_absolute_url(), reverse("group_list")]
    addresses += [reverse("guest_invitation", args=[invitation.token])]

    for address in addresses:
        assert page.goto(live_portal.url + address).status == 200
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)


def test_each_sees_what_the_other_writes_and_keeps_their_own(reading, silje, per):
    one, other = reading(silje), reading(per)
    expect(one.locator("[data-company-here]")).to_have_text("2 her nå: du og Per Vik", timeout=10 * SECOND)
    write(other, "Jeg skriver på noe")
    expect(one.locator("[data-company-writing]")).to_have_text("Per Vik skriver …", timeout=10 * SECOND)
    expect(other.locator("[data-company-writing]")).to_have_text("")

    write(one, "Hvem låser opp?")
    publish(one)

    expect(one.locator(".om-traad")).to_contain_text("Hvem låser opp?")
    expect(other.locator(".om-traad")).to_contain_text("Hvem låser opp?", timeout=3 * SECOND)
    expect(other.locator("#skriv-svar textarea[name=text]")).to_have_value("Jeg skriver på noe")
    publish(other)
    expect(one.locator(".om-traad")).to_contain_text("Jeg skriver på noe", timeout=3 * SECOND)
    expect(other.locator("#skriv-svar textarea[name=text]")).to_have_value("")
    for each in (one, other):
        expect(each.locator(".om-traad").get_by_text("Hvem låser opp?")).to_have_count(1)
    expect(one.locator("[data-company-writing]")).to_have_text("", timeout=10 * SECOND)
    other.close()
    expect(one.locator("[data-company-here]")).to_have_text("Bare du er her nå", timeout=10 * SECOND)


def test_post_comes_by_the_push_alone_and_then_what_one_can_do_with_it(reading, silje, per, thread):
    PostFactory.create_batch(20, discussion=thread, author=per)
    page, held = reading(per), []
    fetched = f"**{reverse('discussion_posts', args=[thread.pk])}*"
    page.route(fetched, lambda route: held.append(route))
    write(page, "Jeg skriver på noe")
    read = page.locator(".om-traad > li").nth(9)
    read.evaluate("element => element.scrollIntoView()")
    before = read.bounding_box()["y"]

    said = post(thread, by=silje, text="Hvem låser opp?", client_id=uuid.uuid4())

    came = page.locator(f"#innlegg-{said.pk}")
    expect(came).to_contain_text("Hvem låser opp?", timeout=5 * SECOND)
    expect(came.get_by_role("link", name="Siter")).to_have_count(0)
    assert abs(read.bounding_box()["y"] - before) < 1
    expect(page.locator("#skriv-svar textarea[name=text]")).to_have_value("Jeg skriver på noe")
    expect(page.locator(SPOKEN)).to_have_text("1 nytt innlegg", timeout=10 * SECOND)
    assert_accessible(page)

    page.route(fetched, lambda route: route.continue_())
    for each in held:
        each.continue_()
    expect(came.get_by_role("link", name="Siter Silje Lunde")).to_be_visible()
    came.get_by_role("link", name="Siter Silje Lunde").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#skriv-svar [name=quote]")).to_have_value("Hvem låser opp?")
    expect(came).to_have_count(1)


def test_what_is_begun_is_kept_and_an_older_window_is_told(reading, per):
    first, second = reading(per), reading(per)
    write(second, "Dette skrev jeg sist")
    expect(second.locator("[data-draft-status]")).to_have_text("Utkast lagret", timeout=5 * SECOND)

    write(first, "Gammelt vindu")

    expect(first.locator("[data-draft-status]")).to_contain_text("et annet vindu", timeout=5 * SECOND)
    assert Draft.objects.get().text == "Dette skrev jeg sist"
    second.get_by_role("button", name="Lagre utkast").click()
    expect(second.locator("[data-draft-status]")).to_have_text("Utkast lagret")
    expect(second.locator("main")).to_have_count(1)
    again = reading(per)
    expect(again.locator("#skriv-svar textarea[name=text]")).to_have_value("Dette skrev jeg sist")


def test_quote_and_reaction_without_leaving_the_page(reading, per, thread):
    page = reading(per)

    page.get_by_role("button", name="Takk: Silje Lunde").click()
    expect(page.get_by_role("button", name="Takk: Silje Lunde")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Siter Silje Lunde").click()
    write(page, "Enig.")
    publish(page)

    expect(page.locator(".om-siterer")).to_contain_text("Vi åpner klokka ti på lørdager.")
    assert Post.objects.get(author=per).quoted == thread.posts.get(author__name="Silje Lunde")


def test_member_who_is_removed_hears_no_more(reading, silje, per, thread, group):
    page = reading(per)

    remove_member(group.members.get(user=per), by=silje)

    expect(page.locator("main").get_by_text("Du kan ikke lenger lese")).to_be_visible(timeout=5 * SECOND)
    expect(page.get_by_text("Vi åpner klokka ti på lørdager.")).to_have_count(0)


def test_thread_opens_at_what_is_new_and_leads_on(reading, live_portal, silje, per, thread, group):
    page = reading(per)
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    posts = PostFactory.create_batch(30, discussion=thread, author=silje)
    other = PostFactory(discussion__group=group, author=silje, text="Noe helt annet.").discussion

    page.goto(live_portal.url + thread.get_absolute_url())

    expect(page.locator(f"#innlegg-{posts[0].pk}")).to_be_in_viewport()
    expect(page.get_by_text("Nytt siden du var her")).to_be_visible()
    page.get_by_role("link", name="Neste uleste").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(other.title)
