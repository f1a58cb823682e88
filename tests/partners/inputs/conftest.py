from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale, Page, Site

from partners.inputs.models import Input, Question, Theme
from partners.people.models import Person, User
from tests.staff import with_second_factor


@pytest.fixture
def meeting(db):
    """A published page in the site's tree."""
    root = Site.objects.get(is_default_site=True).root_page
    locale = Locale.objects.get_or_create(language_code="nb")[0]
    return root.add_child(instance=Page(title="Dialogmøte om ombrukssenter", locale=locale))


@pytest.fixture
def question(meeting, theme):
    return Question.objects.create(
        page=meeting, text="Hva skal til for at det lykkes?", theme=theme, sort_order=0
    )


@pytest.fixture
def theme(db):
    return Theme.objects.create(name="Verksted og reparasjon", name_en="Repair", slug="verksted")


@pytest.fixture
def giver(db):
    return Person.objects.create(email="kari.eksempel@example.no")


@pytest.fixture
def coordinator(db):
    user = User.objects.create_user("koordinator@example.no", name="Koordinator Eksempel", is_staff=True)
    user.user_permissions.add(
        Permission.objects.get(codename="answer_input"), Permission.objects.get(codename="access_admin")
    )
    return with_second_factor(user)


@pytest.fixture
def make_input(meeting, giver):
    """`make_input(text="…", …)`: an input that everyone may read, from Kari of Eksempel sykkel."""

    def make(**fields):
        given = {
            "page": meeting,
            "text": "Ha et åpent verksted på kveldstid.",
            "giver": giver,
            "giver_name": "Kari Eksempel",
            "giver_organisation": "Eksempel sykkel AS",
            "visibility": Input.Visibility.EVERYONE,
        }
        return Input.objects.create(**given | fields)

    return make


@pytest.fixture
def moment():
    return datetime(2026, 5, 19, 8, 30, tzinfo=UTC)
