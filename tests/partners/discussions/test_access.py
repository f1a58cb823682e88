"""The way to a thread."""

import pytest
from django.http import Http404

from partners.discussions.access import at_discussion, at_post
from partners.discussions.errors import MayNot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["thread", "post"])
def test_right_that_is_taken_between_the_gate_and_the_deed_is_as_one_never_had(rf, place, said, member):
    gate, pk = {"thread": (at_discussion(), said.discussion_id), "post": (at_post, said.pk)}[place]

    @gate
    def act(request, **arguments):
        raise MayNot

    request = rf.post("/")
    request.user = member.user
    with pytest.raises(Http404):
        act(request, pk=pk)
