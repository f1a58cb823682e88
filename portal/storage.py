"""Where files lie that not everyone may read: outside the media folder, without addresses of their own."""

from django.core.files.storage import storages


def private_files():
    return storages["private"]
