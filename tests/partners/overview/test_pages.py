"""The workspace's first page: what waits, what is new since the last visit, and each subject's section."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.organisations.actions import verify_organisation
from partners.organisations.models import Organisation
from partners.overview.actions import PAUSE, come_by
from partners.overview.models import Visit
from tests.factories import (
    AnswerFactory,
    DiscussionFactory,
    GroupMemberFactory,
    InputFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    RoleFactory,
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
)
from tests.home.pages import news, news_index
from tests.staff import COORDINATORS, queries_of, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(name="Kari Nordmann")


def partner(name, *, days_ago, **fields):
    """An organisation that was approved so many days ago."""
    organisation = OrganisationFactory(name=name, status=Organisation.Status.PENDING, **fields)
    verify_organisation(organisation, by=staff(COORDINATORS))
    at = timezone.now() - timedelta(days=days_ago)
    ModelLogEntry.objects.filter(object_id=organisation.pk).update(timestamp=at)


def overview(client, user, page="workspace"):
    client.force_login(user)
    return client.get(reverse(page)).content.decode()


def activity(client, user):
    return overview(client, user, "workspace_activity")


def test_first_visit_has_no_time_before_it(user):
    assert come_by(user) is None


def test_pages_within_half_an_hour_are_one_visit(user):
    come_by(user)
    Visit.objects.update(seen_at=timezone.now() - PAUSE + timedelta(minutes=1))

    assert come_by(user) is None


def test_a_later_visit_knows_when_the_one_before_ended(user):
    come_by(user)
    ended = timezone.now() - timedelta(days=2)
    Visit.objects.update(seen_at=ended)

    assert come_by(user) == ended
    assert come_by(user) == ended


def test_what_happened_since_the_last_visit_is_marked_new(client, user):
    Visit.objects.create(user=user, seen_at=timezone.now() - timedelta(days=2))
    partner("Gammel partner", days_ago=3)
    partner("Ny partner", days_ago=1)

    assert reverse("workspace_activity") in overview(client, user)
    page = activity(client, user)

    new, old = page.index("Ny partner"), page.index("Gammel partner")
    assert new < old
    assert page.count(">Nytt</span>") == 1
    assert page.index(">Nytt</span>") < new


def test_partner_that_shows_itself_to_partners_only_is_not_told_to_others(client, user):
    partner("Helt privat AS", days_ago=1, visibility=Organisation.Visibility.PARTNERS)

    assert "Helt privat AS" not in activity(client, user)
    assert "Helt privat AS" in activity(client, MembershipFactory().user)


def test_answers_and_names_are_text(client, user):
    AnswerFactory(input=InputFactory(text="<script>alert(1)</script>", visibility="everyone"))

    page = activity(client, user)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_overview_asks_as_often_for_three_of_each_as_for_one(client):
    user, index = MembershipFactory().user, news_index()

    def fill(number):
        for _ in range(number):
            WorkshopPageFactory()
            news(index, first_published_at=timezone.now())
            RoleFactory()
            partner("Ny partner", days_ago=1)
            AnswerFactory(input=InputFactory(visibility="everyone"))
        client.force_login(user)
        return [queries_of(client, reverse(name)) for name in ("workspace", "workspace_activity")]

    assert [fill(1), fill(2)] == [[18, 8], [18, 8]]


def test_next_meetings_say_whether_one_has_a_place(client, user):
    mine, other = WorkshopPageFactory(title="Møtet jeg skal på"), WorkshopPageFactory(title="Et annet møte")
    SignUpFactory(workshop=mine, person=PersonFactory(user=user))
    SignUpFactory(workshop=other)

    page = overview(client, user)

    assert other.title in page
    assert page.count(">Påmeldt<") == 1
    assert page.index(mine.title) < page.index(">Påmeldt<")


def test_overview_says_when_one_was_last_here(client, user):
    assert "Du var her sist" not in overview(client, user)

    Visit.objects.update(seen_at=timezone.now() - timedelta(days=2))

    assert "Du var her sist" in overview(client, user)


def test_what_ones_groups_say_is_told_to_those_in_them_alone(client, user):
    member = GroupMemberFactory(group__name="Verksted og reparasjon")
    said = PostFactory(discussion=DiscussionFactory(group=member.group, title="Åpningstider"))

    page = overview(client, member.user) + activity(client, member.user)
    outside = overview(client, user) + activity(client, user)

    assert said.get_absolute_url() in page
    assert "1 nytt innlegg" in page
    assert "Åpningstider" not in outside
    assert "Verksted og reparasjon" not in outside


def test_signs_of_markdown_stand_in_no_title_or_excerpt(client, user):
    comment = InputFactory(kind="comment", text="**Lastesykler** til _alle_ & <b>flere</b>", status="adopted")
    AnswerFactory(input=comment)
    client.force_login(user)

    lately, found = client.get(reverse("workspace_activity")).text, client.get("/sok/?q=lastesykler").text

    assert "Lastesykler til alle &amp; &lt;b&gt;flere&lt;/b&gt;" in lately
    assert "Lastesykler til alle &amp; &lt;b&gt;flere&lt;/b&gt;</a>" in found
    assert "<mark>Lastesykler</mark> til alle &amp; &lt;b&gt;flere&lt;/b&gt;</p>" in found
