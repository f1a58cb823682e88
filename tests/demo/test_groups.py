"""What the demo shows of working groups: each person fits in somewhere."""

import pytest

from demo.personas import PERSONAS
from partners.discussions.models import Discussion
from partners.discussions.reading import unread_by_group
from partners.groups.invitations import invitations_to
from partners.groups.models import GroupMember, JoinRequest, WorkingGroup
from portal.mail.models import Letter

pytestmark = [pytest.mark.usefixtures("_loaded"), pytest.mark.django_db]


def test_every_person_has_a_part_and_something_to_read():
    people = {slug: persona.user() for slug, persona in PERSONAS.items()}

    def places(slug):
        mine = GroupMember.objects.filter(user=people[slug]).order_by("group__name")
        return [(each.group.name, each.place) for each in mine.select_related("group")]

    assert places("partner") == [("Verksted og reparasjon", "leader")]
    assert places("frivillig") == [("Verksted og reparasjon", "member")]
    assert places("koordinator") == [
        ("Varestrøm og transport", "leader"),
        ("Verksted og reparasjon", "observer"),
    ]
    assert places("utenforstaende") == []
    joining = dict(WorkingGroup.objects.values_list("name", "joining"))
    assert sorted(joining.values()) == ["invite", "open", "request"]
    assert [each.group.name for each in invitations_to(people["partner"])] == ["Varestrøm og transport"]
    assert JoinRequest.objects.waiting().get().group.name == "Tekstil og redesign"
    assert [each.title for each in Discussion.objects.with_guest(people["partner"])] == [
        "Kursprogram for høsten"
    ]
    groups = WorkingGroup.objects.all()
    for slug in ("partner", "frivillig", "koordinator"):
        assert sum(unread_by_group(groups, people[slug]).values()) > 0
    assert not Letter.objects.filter(kind__startswith="groups.").exists()
