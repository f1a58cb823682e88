from django.utils.translation import gettext_lazy as _


class RoomError(Exception):
    """What was asked for cannot be done in the room now. `message` says why, to who asked."""

    message = ""


class RoomClosed(RoomError):
    message = _("The meeting room is closed.")


class StaleStep(RoomError):
    """Somebody else led the meeting on in between."""

    message = _("Somebody else led the meeting on in between. You see how it stands now.")


class NothingToUndo(RoomError):
    message = _("There is nothing to undo.")


class NotInRoom(RoomError):
    """Another room's item or activity."""

    message = _("That does not belong to this meeting.")
