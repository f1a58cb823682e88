"""Production settings on the benchmark's own database, without a proxy and a mail server around them."""

from portal.settings.production import *
from portal.settings.production import STORAGES

# Addresses of static files are looked up as in production; that they are not squeezed costs no page anything.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
}
