"""A real installation. It refuses to start without what it needs, and says what is missing."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *
from portal.settings.base import (
    ALLOWED_HOSTS,
    ANSATTPORTEN_CLIENT_ID,
    ANSATTPORTEN_RESOURCE,
    DATABASE_URL,
    INBOUND_ADDRESS,
    INBOUND_SECRET,
    SECRET_KEY,
    SITE_URL,
    SMTP_URL,
    env,
)

_needed = {
    "SECRET_KEY": len(SECRET_KEY) >= 40,
    "DATABASE_URL": bool(DATABASE_URL),
    "ALLOWED_HOSTS": bool(ALLOWED_HOSTS) and "*" not in ALLOWED_HOSTS,
    "SITE_URL": SITE_URL.startswith("https://"),
    "SMTP_URL": bool(SMTP_URL),
    "DEFAULT_FROM_EMAIL": bool(env("DEFAULT_FROM_EMAIL", default="")),
    "ANSATTPORTEN_RESOURCE": bool(ANSATTPORTEN_RESOURCE) or not ANSATTPORTEN_CLIENT_ID,
    "INBOUND_SECRET": len(INBOUND_SECRET) >= 32 or not INBOUND_ADDRESS,
    "INBOUND_ADDRESS": 0 < INBOUND_ADDRESS.find("@") <= 20 or not INBOUND_SECRET,
}
if _missing := [name for name, present in _needed.items() if not present]:
    raise ImproperlyConfigured(f"Set these before starting (README, “Configuration”): {', '.join(_missing)}.")
if env.bool("DEMO", default=False):
    raise ImproperlyConfigured("DEMO lets anyone sign in as staff: production settings refuse it.")

DEMO = False
STAFF_MFA_REQUIRED = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=10)
