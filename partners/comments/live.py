"""The room of a concept's page, with its translations: who has it open hears at once where something changed.

There is one room for all places of a page; they tell themselves apart by `what`. It is open to everyone, so
it is told only of what everyone may read, and of that only where it stands: each fetches what they may see.
"""

from uuid import UUID

from wagtail.models import Page

from home.models import ConceptPage
from home.visibility import visible_to_all
from partners.inputs.models import Input
from partners.inputs.sections import told_of_changes
from portal.live.actions import tell
from portal.live.rooms import register_kind


def may_enter(user, key):
    try:
        pages = ConceptPage.objects.filter(translation_key=UUID(key))
    except ValueError:
        return False
    return visible_to_all(pages).exists()


COMMENTS = register_kind("comments", may_enter=may_enter)


def name_of(block):
    """What a change at a block is called, or at the page as a whole."""
    return f"block-{block}" if block else "page"


def is_told_of(input):
    return input.visibility == Input.Visibility.EVERYONE and not input.is_waiting


@told_of_changes
def tell_of_comments(inputs):
    """To be called last in a transaction that gives comments, changes them or takes them away."""
    said = [each for each in inputs if each.kind and is_told_of(each)]
    pages = Page.objects.filter(pk__in={each.page_id for each in said}).order_by()
    keys = dict(pages.values_list("pk", "translation_key")) if said else {}
    # Rooms are held until the commit: everybody takes them in the same order.
    for each in sorted(said, key=lambda each: (keys[each.page_id], each.pk)):
        tell(COMMENTS, keys[each.page_id], what=name_of(each.block), about=f"innspill-{each.pk}")
