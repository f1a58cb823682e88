"""The test settings for a server of its own: it shares files and cache with the commands beside it."""

from portal.settings.test import *
from portal.settings.test import CACHES, DATA_DIR, STORAGES, env

SITE_URL = WAGTAILADMIN_BASE_URL = env("SITE_URL")
DEMO = env.bool("DEMO", default=False)
REGISTER_URL = f"{SITE_URL}/demo/register"
STAFF_MFA_REQUIRED = not DEMO
STORAGES = STORAGES | {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private"},
    },
}
# In the database a cache goes when the test's data goes.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "KEY_PREFIX": name,
    }
    for name in CACHES
}
