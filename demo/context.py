"""The bar of one-click persons that every page of the demo carries."""

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from demo.ongoing import CODE
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
    """The room of the meeting that goes on, as long as its code opens it; else None. One query."""
    return LiveRoom.objects.filter(code=CODE, closed_at=None, expires_at__gt=timezone.now()).first()
