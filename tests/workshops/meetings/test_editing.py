"""A meeting's page in the editor: what its form asks for, refuses, and must not undo."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.mail.models import Letter
from tests.factories import PersonFactory, WorkshopPageFactory, in_days
from tests.staff import EDITORS, facts, signed_in
from tests.workshops.meetings.scenes import letters
from workshops.meetings.actions import move_meeting
from workshops.meetings.models import WorkshopPage
from workshops.signups.actions import sign_up
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def editor(client):
    return signed_in(client, EDITORS)


def edit_address(workshop):
    return reverse("wagtailadmin_pages:edit", args=[workshop.pk])


def page_form(workshop, **fields):
    """The page's form in the admin as an editor sends it."""
    local = {name: timezone.localtime(getattr(workshop, name)) for name in ("start", "end")}
    empty = ["address", "access_note", "room_capacity", "video_capacity", "signup_opens", "signup_closes"]
    empty += ["input_closes", "contact_name", "contact_email", "seo_title", "search_description", "picture"]
    numbers = ["link_hours_before", "reminder_days_before", "promotion_stops_hours_before"]
    names = ["title", "slug", "intro", "kind", "format", "place", *numbers]
    return nested_form_data(
        dict.fromkeys(empty, "")
        | {name: getattr(workshop, name) for name in names}
        | {name: f"{moment:%Y-%m-%d %H:%M}" for name, moment in local.items()}
        | {name: streamfield([]) for name in ("body", "agenda", "summary")}
        | {name: inline_formset([]) for name in ("questions", "documents", "comments")}
        | fields
    )


def test_editor_who_publishes_more_places_gives_them_to_those_who_wait(editor):
    meeting = WorkshopPageFactory(video_capacity=1)
    first, second, third = (
        sign_up(meeting, person=PersonFactory(), name=f"P{n}", attendance="video") for n in range(3)
    )
    edit = edit_address(meeting)

    editor.post(edit, page_form(meeting, video_capacity=2))
    assert [each.status for each in SignUp.objects.order_by("pk")] == ["registered", "waiting", "waiting"]
    answer = editor.post(edit, page_form(meeting, video_capacity=2, **PUBLISH))

    assert answer.status_code == 302, answer.context["form"].errors
    assert [each.status for each in SignUp.objects.order_by("pk")] == ["registered", "registered", "waiting"]
    assert Letter.objects.get(kind="workshops.promoted").to == second.person.email


def agenda_of(**minutes):
    """An agenda of one part, as the form sends it: `agenda_of(Coffee=15)`."""
    items = {"count": len(minutes)}
    for n, (title, each) in enumerate(minutes.items()):
        item = {"title": title, "minutes": each, "presenter": "", "text": ""}
        items |= {f"{n}-deleted": "", f"{n}-order": n, f"{n}-type": "item", f"{n}-value": item}
    return streamfield([("part", {"title": "Del en", "items": items})])


def opened(workshop):
    """The hidden fields by which a form tells which version of the page it shows."""
    page = WorkshopPage.objects.get(pk=workshop.pk)
    return {
        "loaded_revision_id": page.latest_revision_id,
        "loaded_revision_created_at": page.latest_revision.created_at.isoformat(),
    }


def published(**fields):
    workshop = WorkshopPageFactory(**fields)
    workshop.save_revision().publish()
    return WorkshopPage.objects.get(pk=workshop.pk)


def test_agenda_longer_than_the_meeting_is_refused_by_name_in_the_form(editor):
    meeting = WorkshopPageFactory()

    answer = editor.post(
        edit_address(meeting),
        page_form(meeting, **PUBLISH, agenda=agenda_of(Velkommen=30, Kaffe=75)),
    )

    (sentence,) = answer.context["form"].errors["agenda"]
    assert "Kaffe" in sentence
    assert "15 minutter" in sentence


def test_translation_asks_for_words_only_and_says_why(editor, english):
    meeting = WorkshopPageFactory(title="Dialogmøte")
    translation = english(meeting, title="Dialogue meeting")

    original, page = editor.get(edit_address(meeting)), editor.get(edit_address(translation))

    asked = [set(answer.context["form"].fields) & set(WorkshopPage.FACTS) for answer in (original, page)]
    assert asked == [set(WorkshopPage.FACTS), set()]
    notice = "Tid, sted, plasser og påmelding"
    assert [notice in facts(answer) for answer in (original, page)] == [False, True]


def test_translation_is_published_with_the_facts_of_its_original(editor, english):
    meeting = WorkshopPageFactory(title="Dialogmøte", video_capacity=7)
    translation = english(meeting, title="Dialogue meeting")
    sent = page_form(translation, title="Talk with us", video_capacity=99, **PUBLISH)

    answer = editor.post(edit_address(translation), sent)

    translation = WorkshopPage.objects.get(pk=translation.pk)
    assert answer.status_code == 302
    assert (translation.title, translation.video_capacity) == ("Talk with us", 7)


def test_agenda_of_a_translation_is_held_against_the_meeting(editor, english):
    translation = english(WorkshopPageFactory(), title="Dialogue meeting")

    answer = editor.post(
        edit_address(translation), page_form(translation, **PUBLISH, agenda=agenda_of(Coffee=100))
    )

    assert "Coffee" in answer.context["form"].errors["agenda"][0]


def test_form_opened_before_the_meeting_was_moved_does_not_move_it_back(editor):
    meeting = published(format="on_site", place="Kinoveien 8")
    sign_up(meeting, person=PersonFactory(), name="Kari", attendance="room")
    stale = page_form(meeting, intro="Nye ord", **PUBLISH) | opened(meeting)
    start = meeting.start + timedelta(days=2)
    move_meeting(meeting, start=start, end=start + timedelta(hours=2), place="Biblioteket", by=editor.user)

    answer = editor.post(edit_address(meeting), stale)

    page = WorkshopPage.objects.get(pk=meeting.pk)
    assert answer.status_code == 302
    assert (page.intro, page.start, page.place) == ("Nye ord", start, "Biblioteket")
    assert len(letters("changed")) == 1


def test_time_that_an_editor_chose_in_such_a_form_counts(editor):
    meeting = published()
    chosen = in_days(30)
    stale = page_form(
        meeting,
        start=f"{timezone.localtime(chosen):%Y-%m-%d %H:%M}",
        end=f"{timezone.localtime(chosen + timedelta(hours=1)):%Y-%m-%d %H:%M}",
        **PUBLISH,
    ) | opened(meeting)
    start = meeting.start + timedelta(days=2)
    move_meeting(meeting, start=start, end=start + timedelta(hours=2), by=editor.user)

    editor.post(edit_address(meeting), stale)

    assert WorkshopPage.objects.get(pk=meeting.pk).start == chosen


def test_seats_have_a_tab_of_their_own(editor):
    page = facts(editor.get(edit_address(WorkshopPageFactory())))

    assert [f'href="#tab-{name}"' in page for name in ("innhold", "pamelding")] == [True, True]
