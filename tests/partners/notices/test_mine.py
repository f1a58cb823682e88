"""Notices in the copy of one's data, and gone with the account."""

import pytest

from partners.notices.actions import choose, follow
from partners.notices.models import Following, Notice, NoticeChoices
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from tests.partners.notices.conftest import post

pytestmark = pytest.mark.django_db


def words(subject, key):
    [chapter] = [each for each in chapters_about(subject) if each.key == key]
    return [{fact.key: fact.words for fact in row} for row in chapter.rows]


def test_copy_tells_of_notices_and_choices(club, kari):
    post(club, kari, title="Nytt møte")
    follow(kari, f"club:{club.pk}", because=Following.Because.JOINED)
    choose(kari, by_mail=True, rhythm="at_once", hour=9)

    [notice] = words(subject_of(kari), "notices")
    choices, place = words(subject_of(kari), "notice_choices")

    assert (notice["kind"], notice["title"]) == ("Innlegg", "Nytt møte i Sykkelklubben")
    assert (choices["rhythm"], choices["hour"]) == ("Med en gang", "9")
    assert (place["place"], place["because"]) == ("Sykkelklubben", "Du ble med")


def test_nothing_is_left_of_an_account_that_is_erased(club, kari, ola):
    for user in (kari, ola):
        post(club, user)
        follow(user, f"club:{club.pk}")
        choose(user, by_mail=True, hour=9)

    erase_everything(subject_of(kari))

    for model in (Notice, Following, NoticeChoices):
        assert list(model.objects.values_list("user", flat=True)) == [ola.pk]
