"""The bar of one-click persons that every page of the demo carries."""

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from demo.personas import PERSONAS
from workshops.live.models import LiveRoom


def bar(request):
    """The personas and who the visitor is now; nothing at all outside the demo."""
    if not settings.DEMO:
        return {}
    email = getattr(getattr(request, "user", None), "email", None)
    current = next((persona.slug for persona in PERSONAS.values() if persona.email == email), "")
    room = SimpleLazyObject(ongoing_room)
    return {"demo": {"personas": list(PERSONAS.values()), "current": current, "room": room}}


def ongoing_room():
    """The room of the meeting that was led last and can still be taken part in; else None. One query."""
    open_rooms = LiveRoom.objects.filter(closed_at=None, expires_at__gt=timezone.now())
    led = open_rooms.annotate(led_at=Max("steps__at")).filter(led_at__isnull=False)
    return led.order_by("-led_at").first()
