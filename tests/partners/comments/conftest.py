import pytest

from partners.comments.actions import Said, give_comment
from partners.comments.places import block_id, find_place
from tests.factories import PersonFactory, UserFactory
from tests.home.pages import BODY, concept, concepts


@pytest.fixture
def published(db):
    """A concept that has been published with a block of each kind."""
    page = concept(concepts(), slug="ombrukshuset", body=BODY)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def place(published):
    """The first paragraph: «Ombrukssenteret gir ting en runde til.»"""
    return find_place(published.pk, block_id(published.body[0]))


@pytest.fixture
def kari(db):
    """Somebody with an account, who is known by her address."""
    user = UserFactory(email="kari@example.no", name="Kari Eksempel")
    return PersonFactory(email=user.email, user=user).user


@pytest.fixture
def comment(place, kari):
    """`comment("…", …)`: given by Kari about the first paragraph."""

    def give(text="Hva med en tredje runde?", where=place, files=(), **fields):
        said = Said(text=text, name=kari.name, **fields)
        return give_comment(where, said=said, person=kari.person, files=files)

    return give


@pytest.fixture
def rewrite():
    """`rewrite(page, 0, "<p>…</p>")`: an editor publishes another text in one block of the page."""

    def publish(page, number, text):
        page = type(page).objects.get(pk=page.pk)
        data = list(page.body.raw_data)
        data[number] = data[number] | {"value": text}
        page.body = page.body.stream_block.to_python(data)
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish


@pytest.fixture
def remove():
    """`remove(page, 0)`: an editor publishes the page without one of its blocks."""

    def publish(page, number):
        page = type(page).objects.get(pk=page.pk)
        data = list(page.body.raw_data)
        del data[number]
        page.body = page.body.stream_block.to_python(data)
        page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish
