"""Tasks and volunteer work in a browser: axe at three widths, the board by keys and by mouse."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from partners.groups.actions import archive_group
from tests.e2e.test_groups import as_user, assert_each_stands, group  # noqa: F401
from tests.factories import CallOutFactory, TaskFactory, UserFactory


@pytest.fixture
def leader(group):  # noqa: F811
    return group.members.leaders().get().user


@pytest.fixture
def tasks(group, leader):  # noqa: F811
    """One of each state, the first of them late and the leader's."""
    today, now = timezone.localdate(), timezone.now()
    return [
        TaskFactory(
            group=group, title="Finn lokale", owner=leader, due=today - timedelta(days=2), text="Stort."
        ),
        TaskFactory(group=group, title="Ring rørlegger", state="doing", due=today + timedelta(days=2)),
        TaskFactory(group=group, title="Mål opp", state="done", finished_at=now),
        TaskFactory(group=group, title="Kjøp bil", state="dropped", finished_at=now),
    ]


def test_pages_of_tasks_stand(live_portal, group, leader, tasks, as_user, page):  # noqa: F811
    names = ("group", "group_tasks", "group_board", "task_new")
    addresses = [reverse(name, args=[group.slug]) for name in names]
    one = [reverse(name, args=[group.slug, tasks[0].pk]) for name in ("task", "task_change")]
    as_user(leader)

    assert_each_stands(
        page, live_portal, [*addresses, *one, reverse("my_tasks"), reverse("group_list"), "/min-side/"]
    )

    as_user(UserFactory())
    assert_each_stands(page, live_portal, [reverse("my_tasks"), reverse("call_outs")])


def test_pages_of_volunteer_work_stand(live_portal, group, leader, as_user, page):  # noqa: F811
    call_out = CallOutFactory(
        group=group, places=2, text="Ta med hansker.", place="Havna", skills="Løfte", accepts_at_once=False
    )
    for state in ("asked", "accepted", "waiting"):
        call_out.volunteers.create(user=UserFactory(name=f"Kari {state}"), state=state, text="Jeg har bil.")
    names = ("call_out", "call_out_change", "call_out_cancel")
    as_user(leader)

    assert_each_stands(
        page,
        live_portal,
        [
            *(reverse(name, args=[call_out.pk]) for name in names),
            reverse("call_outs"),
            reverse("call_out_new", args=[group.slug]),
        ],
    )

    as_user(UserFactory())
    assert_each_stands(page, live_portal, [reverse("call_out", args=[call_out.pk])])


def test_task_is_moved_by_keys_and_by_dragging(live_portal, group, leader, tasks, as_user, page):  # noqa: F811
    as_user(leader)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_portal.url + reverse("group_board", args=[group.slug]))
    card = page.locator("[data-task-card]", has_text="Finn lokale")

    card.get_by_role("button", name="Pågår").press("Enter")
    page.locator('[data-task-column="doing"]', has_text="Finn lokale").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Finn lokale"

    page.locator("[data-task-card]", has_text="Finn lokale").drag_to(
        page.locator('[data-task-column="done"]')
    )
    page.locator('[data-task-column="done"]', has_text="Finn lokale").wait_for()
    tasks[0].refresh_from_db()
    assert tasks[0].state == "done"

    done = page.locator('[data-task-column="done"] [data-task-card] > a')
    expect(done).to_have_text(["Finn lokale", "Mål opp"])
    page.get_by_role("button", name="Flytt ned: Finn lokale").press("Enter")
    expect(done).to_have_text(["Mål opp", "Finn lokale"])
    expect(page.locator(".ds-sr-only[aria-live=polite]")).to_have_text("Finn lokale: nummer 2 av 2 i Ferdig")
    expect(page.locator(f"#oppgave-{tasks[0].pk}")).to_be_focused()

    page.keyboard.press("Alt+ArrowUp")
    expect(done).to_have_text(["Finn lokale", "Mål opp"])
    below = page.locator("[data-task-card]", has_text="Mål opp")
    page.locator("[data-task-card]", has_text="Finn lokale").drag_to(
        below, target_position={"x": 20, "y": below.bounding_box()["height"] - 5}
    )
    expect(done).to_have_text(["Mål opp", "Finn lokale"])
    page.reload()
    expect(done).to_have_text(["Mål opp", "Finn lokale"])


def test_board_says_that_the_group_is_archived_meanwhile(live_portal, group, leader, tasks, as_user, page):  # noqa: F811
    as_user(leader)
    page.goto(live_portal.url + reverse("group_board", args=[group.slug]))
    archive_group(group, by=leader)

    page.locator("[data-task-card]", has_text="Finn lokale").get_by_role("button", name="Pågår").click()

    expect(page.get_by_text("Gruppa er arkivert i mellomtiden.")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("[data-task-card]")).to_have_count(0)
    expect(page.locator('[data-task-column="open"]')).to_contain_text("Finn lokale")


def test_who_is_signed_out_meanwhile_is_asked_to_sign_in(live_portal, group, leader, tasks, as_user, page):  # noqa: F811
    as_user(leader)
    board = reverse("group_board", args=[group.slug])
    page.goto(live_portal.url + board)
    page.context.clear_cookies(name="sessionid")

    page.locator("[data-task-card]", has_text="Finn lokale").get_by_role("button", name="Pågår").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Logg inn")
    expect(page.locator("main")).to_have_count(1)
    expect(page).to_have_url(re.compile(rf"\?next={re.escape(board)}$"))
