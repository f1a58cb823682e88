"""Held answers in the admin, and in the copy of one's data."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from partners.discussions.models import Post
from partners.inbound.models import MailReply, ReplyAddress
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from tests.partners.inbound.conftest import answer, hand_in
from tests.staff import staff

pytestmark = pytest.mark.django_db
LISTED = 12


@pytest.fixture
def desk(client):
    client.force_login(staff("Koordinatorer"))
    return client


@pytest.fixture
def held(address):
    hand_in(answer(address, sender="per@example.no"))
    return MailReply.objects.get()


def test_list_shows_what_is_held_in_so_many_queries(desk, address, held):
    url = reverse("mail_replies:index")
    desk.get(url)

    with assertNumQueries(LISTED):
        one = desk.get(url).content.decode()
    for number in (2, 3):
        hand_in(answer(address, sender="per@example.no", number=number))
    with assertNumQueries(LISTED):
        three = desk.get(url).content.decode()

    assert (one.count("per@example.no"), three.count("per@example.no")) == (1, 3)


def test_coordinator_reads_and_posts_it(desk, kari, discussion, held):
    page = desk.get(reverse("mail_replies:reply", args=[held.pk])).content.decode()
    assert "Ja, lørdag passer." in page
    assert discussion.title in page
    assert "<h1" in page

    response = desk.post(reverse("mail_replies:accept", args=[held.pk]))

    assert response.url == reverse("mail_replies:index")
    assert Post.objects.get(author=kari).text == "Ja, lørdag passer."
    assert desk.post(reverse("mail_replies:discard", args=[held.pk])).status_code == 404


def test_what_cannot_be_posted_stays_and_says_so(desk, member, held):
    member.delete()

    response = desk.post(reverse("mail_replies:accept", args=[held.pk]), follow=True)

    assert response.redirect_chain[-1][0] == reverse("mail_replies:reply", args=[held.pk])
    assert "kan ikke legges ut" in response.content.decode()


def test_discarding_can_end_the_address(desk, held):
    desk.post(reverse("mail_replies:discard", args=[held.pk]), {"revoke": "1"})

    assert MailReply.objects.get().state == "discarded"
    assert ReplyAddress.objects.get().serial == 2


def test_menu_shows_it_only_where_answers_are_taken(settings, desk):
    def menu():
        return reverse("mail_replies:index") in desk.get(reverse("wagtailadmin_home")).content.decode()

    assert menu()
    settings.INBOUND_ADDRESS = ""
    assert not menu()


def test_copy_tells_of_them_and_erasing_takes_them(kari, held):
    [chapter] = [each for each in chapters_about(subject_of(kari)) if each.key == "mail_replies"]
    assert [fact.value for fact in chapter.rows[0] if fact.key == "text"] == ["Ja, lørdag passer."]

    erase_everything(subject_of(kari))
    assert (MailReply.objects.count(), ReplyAddress.objects.count()) == (0, 0)
