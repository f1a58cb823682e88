"""Where files lie: those of the pages, and those that not everyone may read."""

from django.core.files.storage import storages
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A script that another one imports has its hash in that import, too.

    Else a page would run it twice: by the address that the page names, and by the one that the other names.
    Only in our own scripts: what others bring names files that are not there.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )


def private_files():
    """Outside the media folder, without addresses of their own."""
    return storages["private"]
