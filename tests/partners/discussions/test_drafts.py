"""Drafts: kept by person and place, and never written over by an older window."""

import uuid

import pytest
from django.urls import reverse

from partners.discussions.actions import post
from partners.discussions.drafts import draft_at, place_of, save_draft
from partners.discussions.errors import Outdated
from tests.staff import facts

pytestmark = pytest.mark.django_db


def test_draft_waits_where_it_was_written(client, discussion, member, leader):
    client.force_login(member.user)
    address = reverse("discussion_draft", args=[discussion.pk])

    answer = client.post(address, {"text": "Jeg begynte på", "seen": 0}, headers={"X-Autosave": "1"})

    assert (answer.status_code, answer.json()["seen"]) == (200, 1)
    assert "Jeg begynte på" in facts(client.get(discussion.get_absolute_url()))
    client.force_login(leader.user)
    assert "Jeg begynte på" not in facts(client.get(discussion.get_absolute_url()))


def test_older_window_does_not_write_over_a_newer_one(client, discussion, member):
    client.force_login(member.user)
    address = reverse("discussion_draft", args=[discussion.pk])
    client.post(address, {"text": "Nytt vindu", "seen": 0}, headers={"X-Autosave": "1"})

    answer = client.post(address, {"text": "Gammelt vindu", "seen": 0}, headers={"X-Autosave": "1"})

    assert (answer.status_code, answer.json()["seen"]) == (409, 1)
    assert draft_at(member.user, place_of(discussion)).text == "Nytt vindu"


def test_what_is_sent_does_not_come_back(discussion, member):
    place = place_of(discussion)
    draft = save_draft(member.user, place, text="Snart", seen=0)

    post(discussion, by=member.user, text="Snart ferdig", client_id=uuid.uuid4())

    with pytest.raises(Outdated):
        save_draft(member.user, place, text="Snart ferd", seen=draft.sequence)
    assert draft_at(member.user, place).text == ""


def test_without_a_script_the_button_keeps_it(client, discussion, member):
    client.force_login(member.user)

    response = client.post(
        reverse("discussion_draft", args=[discussion.pk]), {"text": "Jeg begynte på", "seen": 0}, follow=True
    )

    assert "Utkastet er lagret" in facts(response)
    assert "Jeg begynte på" in facts(response)


@pytest.mark.parametrize("body", [{}, {"text": "Nei", "seen": "x"}, {"text": "x" * 6001, "seen": 0}])
def test_bad_draft_is_refused(body, client, discussion, member):
    client.force_login(member.user)

    answer = client.post(reverse("discussion_draft", args=[discussion.pk]), body, headers={"X-Autosave": "1"})

    assert answer.status_code == 422
