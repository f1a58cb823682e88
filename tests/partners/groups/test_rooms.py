"""Who loses their place in a group is sent out of each room that the group has."""

import pytest

from partners.decisions.live import DECISIONS
from partners.discussions.live import DISCUSSIONS
from partners.groups.membership import leave, remove_member
from partners.minutes.live import MINUTES
from portal.live.models import Change
from tests.factories import DiscussionFactory, GroupMeetingFactory, GroupMemberFactory, make_decision


@pytest.mark.django_db
@pytest.mark.parametrize("goes", [leave, remove_member])
def test_who_is_gone_leaves_every_room_of_the_group_at_once(goes):
    leader = GroupMemberFactory(place="leader")
    group, gone = leader.group, GroupMemberFactory(group=leader.group)
    rooms = {
        DISCUSSIONS.room(DiscussionFactory(group=group).pk),
        DECISIONS.room(make_decision(group, by=leader.user).pk),
        MINUTES.room(GroupMeetingFactory(group=group).pk),
    }

    goes(gone, **({} if goes is leave else {"by": leader.user}))

    sent_out = Change.objects.filter(leaves=str(gone.user_id)).values_list("room__name", flat=True)
    assert set(sent_out) == rooms
