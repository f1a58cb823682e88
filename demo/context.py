"""The bar of one-click persons that every page of the demo carries."""

from django.conf import settings

from demo.personas import PERSONAS


def bar(request):
    """The personas and who the visitor is now; nothing at all outside the demo."""
    if not settings.DEMO:
        return {}
    email = getattr(getattr(request, "user", None), "email", None)
    current = next((persona.slug for persona in PERSONAS.values() if persona.email == email), "")
    return {"demo": {"personas": list(PERSONAS.values()), "current": current}}
