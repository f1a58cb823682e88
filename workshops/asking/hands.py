"""Asking for the floor: raising one's hand, and lowering it."""

from django.db import transaction
from django.utils import timezone

from workshops.asking.actions import room_for
from workshops.asking.hall import tell_of_hands
from workshops.asking.models import Hand


@transaction.atomic
def raise_hand(activity, participant):
    """Ask for the floor. Twice is harmless. Raises `RoomClosed` and `NotInRoom`."""
    room_for(activity, participant)
    hand, is_new = Hand.objects.get_or_create(activity=activity, participant=participant, lowered_at=None)
    if is_new:
        tell_of_hands(activity.pk)
    return hand


@transaction.atomic
def lower_hand(activity, participant):
    """Want to speak no more. None raised is harmless. Raises as `raise_hand`."""
    room_for(activity, participant)
    hand = Hand.objects.filter(activity=activity, participant=participant, lowered_at=None).first()
    if hand:
        hand.lowered_at = timezone.now()
        hand.save(update_fields=["lowered_at"])
        tell_of_hands(activity.pk, lowered=[hand])
