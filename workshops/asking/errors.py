from django.utils.translation import gettext_lazy as _

from workshops.live.errors import RoomError


class NotYours(RoomError):
    message = _("This question cannot be taken back any more.")
