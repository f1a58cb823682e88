"""Notices that the table's rows ask for."""

from partners.notices.actions import notify
from partners.notices.live import BELLS
from tests.factories import OrganisationFactory, UserFactory
from tests.partners.notices import clubs


def notices_world(user):
    """Addresses by the names of the rows, and sockets; an outsider asks for somebody else's."""
    other = UserFactory()
    asks = user or other
    told = {
        "one's own": _told(asks, clubs.OPEN, 1),
        "of another": _told(other, clubs.OPEN, 2),
        "about what one may not read": _told(asks, OrganisationFactory().pk, 3),
    }
    arguments = {
        f"{name} ({words})": [pk] for words, pk in told.items() for name in ("notice", "notice_read")
    }
    sockets = {
        f"live/socket/ ({name})": f"/live/socket/?room={BELLS.room(pk)}@0"
        for name, pk in (("one's own bell", asks.pk), ("bell of another", UserFactory().pk))
    }
    return arguments, sockets


def _told(user, club, key):
    data = {"club": club, "title": "Nytt"}
    [notice] = notify([user], kind=clubs.POST, about=f"club:{club}", key=key, data=data)
    return notice.pk
