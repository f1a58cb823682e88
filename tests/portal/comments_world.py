"""The concept and the comments that the table of permissions asks for."""

from uuid import UUID

from django.utils import timezone

from home.models import ConceptPage
from partners.comments.actions import Said, give_comment, hold_comment
from partners.comments.live import COMMENTS
from partners.comments.places import block_id, find_place
from partners.comments.tokens import token_of
from partners.people.models import Person
from tests.factories import PersonFactory
from tests.home.pages import BODY, concept, concepts

NEVER_WAS = UUID("11111111-1111-4111-8111-111111111111")


def comments_world(user):
    """Arguments for the rows, as `user` would ask for them; some comments are theirs."""
    page = concept(concepts(), body=BODY, first_published_at=timezone.now())
    place = find_place(page.pk, block_id(page.body[0]))
    others = give_comment(place, said=Said(text="En annens"), person=PersonFactory())
    own = others
    if user:
        person, _made = Person.objects.get_or_create(email=user.email, defaults={"user": user})
        own = give_comment(place, said=Said(text="Egen"), person=person)
    held = hold_comment(place, said=Said(text="Venter"), email="gjest@example.no")
    arguments = {
        "comments (all of a page)": [page.pk],
        "comments (a block)": [page.pk, place.block],
        "comments (a block that never was)": [page.pk, NEVER_WAS],
        "comments_draft": [page.pk, place.block],
        "comments_list (all of a page)": [page.pk],
        "comments_list (a block)": [page.pk, place.block],
        "comments_list (a block that never was)": [page.pk, NEVER_WAS],
        "comments_counts": [page.pk],
        "comments_earlier": [page.pk],
        "comment_held": [],
        "comment_confirm": [token_of(held.client_id)],
        "comments_desk:index": [],
        "comments_desk:results": [],
        "comments_desk:period": [page.pk],
    }
    for name in ("comment_change", "comment_withdraw"):
        arguments |= {f"{name} (own)": [own.pk], f"{name} (somebody else's)": [others.pk]}
    return arguments


def comments_sockets(page_pk):
    """Sockets to the room of that concept, and of one that nobody has published."""
    page = ConceptPage.objects.get(pk=page_pk)
    draft = concept(page.get_parent(), "Utkast", slug="utkast", live=False)
    return {
        f"live/socket/ (comments on a {name})": f"/live/socket/?room={COMMENTS.room(each.translation_key)}@0"
        for name, each in (("concept", page), ("draft", draft))
    }
