"""What a reader sees of seats while the page stays open."""

from playwright.sync_api import expect

from partners.people.actions import person_for
from tests.factories import WorkshopPageFactory
from workshops.signups.actions import cancel_sign_up, sign_up


def test_open_page_follows_the_seats_and_reads_them_out(page, live_portal):
    meeting = WorkshopPageFactory(video_capacity=1)
    page.clock.install()
    page.goto(f"{live_portal.url}{meeting.url}")
    box = page.locator("[data-refresh-url]")
    expect(box).to_contain_text("1 plass igjen")

    signup = sign_up(meeting, person=person_for("kari@example.no"), name="Kari", attendance="video")
    page.clock.fast_forward("00:31")

    expect(box).to_contain_text("Sett deg på ventelisten")
    expect(page.locator("body > [aria-live=polite]")).to_contain_text("fullt")

    cancel_sign_up(signup)
    page.clock.fast_forward("00:31")

    expect(box).to_contain_text("1 plass igjen")
