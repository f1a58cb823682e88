"""What notices add to every page of the workspace: the bell."""

from django.db.models import CharField, Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from partners.notices.live import BELLS
from partners.notices.models import Notice
from partners.people.models import User
from partners.people.signed_in import known_with_account
from partners.workspace import in_frame
from portal.live.models import Room
from portal.live.rooms import Entrance

_unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
_room = Room.objects.filter(name=Concat(Value("bell:"), Cast(OuterRef("pk"), CharField())))
COUNTED = {
    "unread_notices": Coalesce(
        Subquery(_unread.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
    ),
    "bell_number": Coalesce(Subquery(_room.values("number")), 0),
}
known_with_account(**COUNTED)


@in_frame("bell")
def bell_of(request):
    """How many notices are unread, and the room that tells when that changes; read with the account."""
    user = counted(request.user)
    return {"count": user.unread_notices, "entrance": Entrance(BELLS.room(user.pk), user.bell_number)}


def counted(user):
    """The account with its count; asked for anew only where it was not read for a request."""
    return user if hasattr(user, "unread_notices") else User.objects.annotate(**COUNTED).get(pk=user.pk)
