"""`make run`: the demo on one machine."""

from portal.database import address_of_run, database_settings
from portal.settings.base import *
from portal.settings.base import DATA_DIR, DATABASE_URL, INSTALLED_APPS, TEMPLATES, env

INSTALLED_APPS = ["demo", *INSTALLED_APPS]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context.bar")
DEMO = env.bool("DEMO", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-the-demo-on-this-machine-never-for-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
if not DATABASE_URL:
    # `manage.py` beside a running `make run` works on its database.
    DATABASES = {"default": database_settings(address_of_run(DATA_DIR), conn_max_age=0)}
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
