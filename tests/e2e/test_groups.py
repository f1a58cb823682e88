"""Working groups in a browser: axe at three widths, and the way from a request to a place."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from partners.groups.invitations import invite
from partners.groups.models import JoinRequest
from tests.accessibility import assert_accessible
from tests.factories import (
    GroupMemberFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    WorkingGroupFactory,
)

WIDTHS = (390, 1280, 320)


@pytest.fixture
def group(live_portal):
    it = WorkingGroupFactory(
        name="Verksted og reparasjon", slug="verksted", joining="request", summary="Vi deler.", mandate="Mye."
    )
    leader = GroupMemberFactory(group=it, place="leader", user__name="Silje Lunde")
    MembershipFactory(user=leader.user, organisation__name="Nordre Sykkelverksted")
    GroupMemberFactory(group=it, user__name="Per Vik")
    MembershipFactory(user__name="Berit Lie")
    it.roles.add(RoleFactory())
    invite(it, email="ny@example.no", by=leader.user, language="nb")
    return it


@pytest.fixture
def as_user(live_portal, context, page):
    """`as_user(user)`: the page, used by them."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        return page

    return sign_in


def assert_each_stands(page, portal, addresses):
    for address in addresses:
        assert page.goto(portal.url + address).status == 200
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)


def test_pages_stand_for_leader_and_outsider(live_portal, group, as_user, page):
    leader = group.members.leaders().get().user
    JoinRequest.objects.create(group=group, user=UserFactory(name="Kari Aas"), text="Jeg kan sy.")
    invitation = invite(group, user=UserFactory(), by=leader, language="nb")
    names = ("group", "group_members", "group_change", "group_archive", "group_leave")
    addresses = [reverse(name, args=[group.slug]) for name in names]
    assert_each_stands(page, live_portal, [reverse("group_invitation", args=[invitation.token])])

    as_user(leader)
    assert_each_stands(page, live_portal, [reverse("group_list"), *addresses])
    as_user(UserFactory())
    assert_each_stands(page, live_portal, [reverse("group_list"), addresses[0], f"{addresses[0]}bli-med/"])


def test_request_is_sent_and_answered(live_portal, group, as_user, page):
    asker = UserFactory(name="Kari Aas")
    as_user(asker)
    page.goto(live_portal.url + reverse("group_list"))
    page.get_by_role("link", name="Verksted og reparasjon").click()
    page.get_by_role("link", name="Be om å bli med").click()
    page.get_by_label("Hva vil du være med på?").fill("Jeg kan sy.")
    page.get_by_role("button", name="Send forespørselen").click()
    expect(page.locator("#messages")).to_contain_text("Lederne er spurt")

    as_user(group.members.leaders().get().user)
    page.goto(live_portal.url + reverse("group_members", args=[group.slug]))
    assert "Jeg kan sy." in page.locator("main").inner_text()
    page.get_by_role("button", name="Slipp inn").click()

    expect(page.locator("#messages")).to_contain_text("Kari Aas er med i gruppa")
    assert group.members.get(user=asker).place == "member"
