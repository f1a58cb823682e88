"""The test suite: real PostgreSQL, fast where speed changes nothing that is tested."""

from portal.settings.base import *
from portal.settings.base import INSTALLED_APPS, TEMPLATES, env

INSTALLED_APPS = ["demo", *INSTALLED_APPS]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context.bar")
SECRET_KEY = "only-for-tests"
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO = env.bool("DEMO", default=False)
SIGN_IN_SECONDS = 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
