"""`make run`: the demo on one machine."""

from portal.database import address_of_run, database_settings
from portal.settings.base import *
from portal.settings.base import DATA_DIR, DATABASE_URL, INSTALLED_APPS, SITE_URL, STORAGES, TEMPLATES, env

INSTALLED_APPS = ["demo", *INSTALLED_APPS]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context.bar")
DEMO = env.bool("DEMO", default=True)
# The demo's editor and coordinator are one click away, without a passkey of their own.
STAFF_MFA_REQUIRED = not DEMO
# Browsers let passkeys be used on localhost without https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Invented units in the register's shape, so that the demo asks nobody outside.
if DEMO:
    REGISTER_URL = env("REGISTER_URL", default=f"{SITE_URL}/demo/register")
SECRET_KEY = env("SECRET_KEY", default="only-for-the-demo-on-this-machine-never-for-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
if not DATABASE_URL:
    # `manage.py` beside a running `make run` works on its database.
    DATABASES = {"default": database_settings(address_of_run(DATA_DIR), conn_max_age=0)}
STATIC_ROOT = DATA_DIR / "static"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
