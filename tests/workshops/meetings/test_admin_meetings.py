"""The coordinator's desk: numbers, link, moving, cancelling, and what is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from portal.mail.models import Letter
from tests.factories import (
    InputFactory,
    LetterFactory,
    SignUpFactory,
    WorkshopPageFactory,
    in_days,
)
from tests.staff import COORDINATORS, facts, queries_of, signed_in
from workshops.meetings.models import WorkshopPage
from workshops.signups import plan
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db

MAX_QUERIES = 15
LINK = "https://video.example/ombruk"


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_list_counts_seats_waiting_inputs_and_failed_letters(desk):
    meeting = WorkshopPageFactory(title="Dialogmøte om ombruk", video_capacity=2)
    signups = SignUpFactory.create_batch(2, workshop=meeting)
    SignUpFactory(workshop=meeting, status=SignUp.Status.WAITING)
    InputFactory.create_batch(3, page=meeting)
    LetterFactory(about=plan.about(signups[0]), state=Letter.State.FAILED)
    LetterFactory(about="signup:0", state=Letter.State.FAILED)

    (row,) = desk.get(reverse("meetings:index")).context["object_list"]

    numbers = (row.video_taken, row.video_waiting, row.input_count, row.unanswered_count, row.failed_count)
    assert numbers == (2, 1, 3, 3, 1)


def test_list_takes_the_same_queries_for_one_and_three_meetings(desk):
    address = reverse("meetings:index")
    SignUpFactory()
    one = queries_of(desk, address)
    SignUpFactory(), SignUpFactory()

    assert queries_of(desk, address) == one <= MAX_QUERIES


def test_list_is_filtered_by_time_and_searched_by_title(desk):
    WorkshopPageFactory(title="Verksted", start=in_days(-10))
    coming = WorkshopPageFactory(title="Dialogmøte om ombruk")

    upcoming = desk.get(reverse("meetings:index"), {"when": "upcoming"}).context["object_list"]
    found = desk.get(reverse("meetings:results"), {"q": "ombruk dialog"}).context["object_list"]

    assert (list(upcoming), list(found)) == ([coming], [coming])


def test_desk_warns_of_missing_link_and_failed_mail(desk):
    signup = SignUpFactory()
    LetterFactory(about=plan.about(signup), state=Letter.State.FAILED)

    response = desk.get(reverse("meetings:desk", args=[signup.workshop_id]))

    assert response.context["lacks_link"]
    assert response.context["letters"].failed == 1


def test_link_is_set_logged_and_reported(desk):
    signup = SignUpFactory()
    meeting = signup.workshop

    answer = desk.post(reverse("meetings:link", args=[meeting.pk]), {"video_link": LINK}, follow=True)

    meeting.state.refresh_from_db()
    assert meeting.state.video_link == LINK
    logged = PageLogEntry.objects.get(page=meeting.pk, action="workshops.meeting.link")
    assert logged.user == desk.user
    assert logged in answer.context["history"]


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "ftp://video.example/", "https://", "x" * 600])
def test_bad_link_is_refused_and_kept_in_the_form(desk, link):
    meeting = WorkshopPageFactory()

    answer = desk.post(reverse("meetings:link", args=[meeting.pk]), {"video_link": link})

    assert answer.status_code == 422
    assert answer.context["form"]["video_link"].value() == link
    meeting.state.refresh_from_db()
    assert meeting.state.video_link == ""


def test_meeting_on_site_has_no_link_page(desk):
    meeting = WorkshopPageFactory(format="on_site", place="Slemmestad")

    answer = desk.get(reverse("meetings:link", args=[meeting.pk]))

    assert answer.url == reverse("meetings:desk", args=[meeting.pk])


def test_moving_tells_everybody_signed_up(desk):
    signup = SignUpFactory()
    meeting = signup.workshop
    start = in_days(20, 9, 0)
    form = {"start": local(start), "end": local(start + timedelta(minutes=90))}

    answer = desk.post(reverse("meetings:move", args=[meeting.pk]), form)

    assert answer.url == reverse("meetings:desk", args=[meeting.pk])
    moved = WorkshopPage.objects.get(pk=meeting.pk)
    assert (moved.start, moved.end) == (start, start + timedelta(minutes=90))
    assert Letter.objects.filter(kind=plan.CHANGED, to=signup.person.email).count() == 1


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("2027-03-28T02:30", "2027-03-28T04:00", "start"),
        ("2027-10-31T02:30", "2027-10-31T04:00", "start"),
        ("2027-05-19T08:30", "2027-05-19T08:30", "end"),
        ("2027-05-19T08:30", "2027-06-19T08:30", "end"),
        ("2020-05-19T08:30", "2020-05-19T10:00", "start"),
        ("i morgen", "2027-05-19T10:00", "start"),
        ("", "", "start"),
    ],
)
def test_impossible_times_are_refused_and_kept(desk, start, end, field):
    meeting = WorkshopPageFactory()

    answer = desk.post(reverse("meetings:move", args=[meeting.pk]), {"start": start, "end": end})

    assert answer.status_code == 422
    form = answer.context["form"]
    assert field in form.errors
    assert (form["start"].value(), form["end"].value()) == (start, end)
    assert WorkshopPage.objects.get(pk=meeting.pk).start == meeting.start


def test_time_is_norwegian_whatever_zone_the_coordinator_is_in(desk):
    UserProfile.objects.create(user=desk.user, current_time_zone="America/New_York")
    meeting = WorkshopPageFactory(start=in_days(10, 8, 30))

    answer = desk.get(reverse("meetings:move", args=[meeting.pk]))

    assert f'value="{local(meeting.start)}"' in answer.content.decode()


def test_what_the_page_refuses_is_refused_here(desk):
    meeting = WorkshopPageFactory(format="on_site", place="Slemmestad")
    start = in_days(20)
    form = {"start": local(start), "end": local(start + timedelta(hours=1)), "place": ""}

    answer = desk.post(reverse("meetings:move", args=[meeting.pk]), form)

    assert answer.status_code == 422
    assert "place" in answer.context["form"].errors


def test_cancelling_needs_reason_and_certainty_and_tells_everybody(desk):
    signup = SignUpFactory()
    address = reverse("meetings:cancel", args=[signup.workshop_id])

    unsure = desk.post(address, {"reason": "Sykdom"})
    answer = desk.post(address, {"reason": "Sykdom <b>", "sure": "on"}, follow=True)

    assert (unsure.status_code, list(unsure.context["form"].errors)) == (422, ["sure"])
    assert Letter.objects.filter(kind=plan.CANCELLED, to=signup.person.email).count() == 1
    assert "Sykdom &lt;b&gt;" in facts(answer)


@pytest.mark.parametrize("name", ["meetings:link", "meetings:move", "meetings:cancel"])
def test_cancelled_or_past_meeting_cannot_be_changed(desk, name):
    past = WorkshopPageFactory(start=in_days(-3))
    cancelled = WorkshopPageFactory()
    cancelled.state.cancelled_at = timezone.now()
    cancelled.state.save()

    for meeting in (past, cancelled):
        for answer in (
            desk.get(reverse(name, args=[meeting.pk])),
            desk.post(reverse(name, args=[meeting.pk])),
        ):
            assert answer.url == reverse("meetings:desk", args=[meeting.pk])
    assert not Letter.objects.exists()


def test_history_names_people_and_what_happened(desk):
    signup = SignUpFactory(name="Kari Nordmann")
    desk.post(reverse("signups:here", args=[signup.pk]))

    history = desk.get(reverse("meetings:desk", args=[signup.workshop_id])).context["history"]

    entry = next(entry for entry in history if entry.action == "workshops.signup.attend")
    assert (entry.label, entry.user) == ("Kari Nordmann", desk.user)


def test_front_panel_shows_next_meeting_and_failed_letters(desk):
    WorkshopPageFactory(title="Senere", start=in_days(30))
    SignUpFactory(workshop=WorkshopPageFactory(title="Neste møte", video_capacity=20))
    LetterFactory(state=Letter.State.FAILED)

    page = facts(desk.get(reverse("wagtailadmin_home")))

    panel = page[page.index('id="next-meeting') :][:3000]
    assert "Neste møte" in panel
    assert "1/20" in panel
    assert "?state=failed" in panel


def test_list_leads_to_the_form_of_a_new_meeting(desk):
    parent = WorkshopPageFactory().get_parent()

    page = facts(desk.get(reverse("meetings:index")))

    assert reverse("wagtailadmin_pages:add", args=["workshops", "workshoppage", parent.pk]) in page
    assert "Nytt møte" in page


@pytest.mark.parametrize("name", ["meetings:link", "meetings:move", "meetings:cancel", "meetings:message"])
def test_each_form_names_its_meeting(desk, name):
    meeting = WorkshopPageFactory(title="Dialogmøte om ombruk")

    page = facts(desk.get(reverse(name, args=[meeting.pk])))

    assert f'{reverse("meetings:desk", args=[meeting.pk])}">Dialogmøte om ombruk</a></strong>' in page
