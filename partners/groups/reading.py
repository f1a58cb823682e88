"""Groups as the pages show them."""

from dataclasses import dataclass, field

from django.utils.translation import get_language

from home.pages.concepts import ConceptPage
from home.visibility import visible_to_all
from partners.groups.models import GroupMember, WorkingGroup
from partners.groups.rules import may_lead_groups, may_read_purpose
from partners.groups.sections import lines_of
from partners.organisations.models import Membership

FACES = 3


@dataclass
class Card:
    """One group in a list, as one person may see it."""

    group: WorkingGroup
    member: GroupMember | None
    purpose_is_shown: bool
    # Empty for those who may not know who is in it.
    people: list = field(default_factory=list)
    lines: list = field(default_factory=list)

    @property
    def leaders(self):
        return [person for person in self.people if person.is_leader]

    @property
    def faces(self):
        return self.people[:FACES]

    @property
    def more(self):
        return max(0, len(self.people) - FACES)


def cards(groups, user):
    """A card for each group: one's own first, then the others by name, then the archived. Five queries."""
    groups = list(groups.in_order())
    mine = {each.group_id: each for each in GroupMember.objects.filter(user=user)}
    sees_all = may_lead_groups(user)
    open_ones = [group for group in groups if sees_all or group.pk in mine]
    people = {}
    for each in GroupMember.objects.filter(group__in=open_ones).participants().with_people().in_order():
        people.setdefault(each.group_id, []).append(each)
    lines = lines_of(open_ones, user)
    made = []
    for group in groups:
        member = mine.get(group.pk)
        if member:
            member.group = group
        shown = may_read_purpose(user, group, member)
        made.append(Card(group, member, shown, people.get(group.pk, []), lines.get(group.pk, [])))
    return sorted(made, key=lambda card: (not card.group.is_active, card.member is None))


def pages_for(group):
    """The published pages that the group is linked with, in the reader's language where there are such.

    One query.
    """
    keys = group.pages.values("translation_key")
    pages = visible_to_all(ConceptPage.objects.filter(translation_key__in=keys)).select_related("locale")
    found = {}
    for page in pages.defer("body", "sidebar", "documents").order_by("path"):
        if page.translation_key not in found or page.locale.language_code == get_language():
            found[page.translation_key] = page
    return list(found.values())


def people_to_invite(group):
    """Accounts that act for approved organisations and are not in the group, with words for a list."""
    acting = Membership.objects.acting().filter(user__is_active=True, user__erase_after=None)
    acting = acting.exclude(user__in=group.members.values("user")).exclude(user__name="")
    acting = acting.select_related("user", "organisation").defer("organisation__search")
    named = {}
    for each in acting.order_by("user__name", "user_id", "organisation__name"):
        named.setdefault(each.user_id, (each.user, []))[1].append(each.organisation.name)
    return [(user, f"{user.name}, {', '.join(names)}") for user, names in named.values()]


def leaders_by_group(groups):
    """The names of each group's leaders who can act, in one line, by primary key. One query."""
    names = {}
    for each in GroupMember.objects.leaders().at_hand().filter(group__in=groups).with_people().in_order():
        names.setdefault(each.group_id, []).append(each.shown_name)
    return {pk: ", ".join(theirs) for pk, theirs in names.items()}
