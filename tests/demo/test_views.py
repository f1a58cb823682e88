"""What the demo adds for its visitors and for tools."""

import pytest
from django.test import Client

from demo.personas import PERSONAS
from partners.people.models import User
from portal.mail.models import Letter
from tests.factories import SignUpFactory, WorkshopPageFactory
from workshops.signups import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("slug", PERSONAS)
def test_one_request_makes_a_visitor_the_person(demo, slug):
    demo.post(f"/demo/as/{slug}/")

    assert User.objects.get(pk=demo.session["_auth_user_id"]).email == PERSONAS[slug].email


def test_ingen_signs_out(demo):
    demo.post("/demo/as/partner/")

    demo.post("/demo/as/ingen/")

    assert "_auth_user_id" not in demo.session


def test_unknown_person_is_nobody(demo):
    assert demo.post("/demo/as/ordforer/").status_code == 404
    assert "_auth_user_id" not in demo.session


def test_mail_for_tools_says_what_each_letter_is(demo):
    signup = SignUpFactory(workshop=WorkshopPageFactory(title="Dialogmøte"))
    letter = plan.letter(plan.CONFIRMATION, signup)
    letter.save()

    (told,) = demo.get("/demo/epost.json").json()

    assert {"to", "subject", "send_after", "sent_at", "text", "html", "calendar"} <= set(told)
    assert (told["to"], told["sent_at"]) == (signup.person.email, None)
    assert "Dialogmøte" in told["subject"] + told["text"]
    assert "METHOD:REQUEST" in told["calendar"]


def test_without_the_demo_none_of_it_is_there(demo, settings):
    settings.DEMO = False
    Letter.objects.all().delete()

    assert {
        demo.post("/demo/as/koordinator/").status_code,
        demo.get("/demo/epost/").status_code,
        demo.get("/demo/epost.json").status_code,
    } == {404}
