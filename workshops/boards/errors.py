from django.utils.translation import gettext_lazy as _


class BoardError(Exception):
    """What was asked for cannot be done on the board now. `message` says why, to who asked."""

    message = ""


class Frozen(BoardError):
    message = _("The board is closed for now. What you wrote is still here.")


class NotYours(BoardError):
    message = _("This note is not yours to change.")


class Gone(BoardError):
    message = _("The note has been taken back, or hidden, in between.")


class NoRound(BoardError):
    message = _("No dots can be given now.")


class NoDotsLeft(BoardError):
    message = _("You have given all of your dots. Take one back to move it.")


class OneDotEach(BoardError):
    message = _("You can give one dot to each note.")


class Merged(BoardError):
    message = _("The notes of this board have been moved to the main one.")


class NotRevealed(BoardError):
    message = _("Reveal the notes of the group first: they would be shown to all.")


class RoundGoesOn(BoardError):
    message = _("Close the round that is going on first.")
