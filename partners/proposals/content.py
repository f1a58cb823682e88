"""What a version says, as plain values: for its digest, its copies and its comparison."""

import json
from hashlib import sha256

FACTS = ("as_developer", "as_participant", "idea", "starts", "ends")
OFFER = ("role_id", "part", "amount", "visibility")
PASSAGE = ("key", "text", "visibility", "is_secret")
RESOURCE = ("direction", "kind", "text")
FILE = ("name", "content_type", "size", "sha256", "visibility", "is_secret")
# The rows of a version, each with the fields that make its content.
ROWS = {"offers": OFFER, "passages": PASSAGE, "resources": RESOURCE, "attachments": FILE}


def content_of(version):
    """Everything that the version says, as values that JSON can hold."""
    content = {field: _plain(getattr(version, field)) for field in FACTS}
    for name, fields in ROWS.items():
        rows = [
            {field: _plain(getattr(row, field)) for field in fields} for row in getattr(version, name).all()
        ]
        content[name] = sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    return content


def digest_of(version):
    """SHA-256 of the content, the same for the same content wherever it is made."""
    text = json.dumps(content_of(version), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def copy_content(source, target):
    """Give the version `target` all that `source` says; what was accepted of it is not said."""
    for field in FACTS:
        setattr(target, field, getattr(source, field))
    target.save()
    for name, fields in ROWS.items():
        rows = getattr(source, name)
        kept = [*fields, "file"] if name == "attachments" else fields
        rows.model.objects.bulk_create(
            rows.model(version=target, **{field: getattr(row, field) for field in kept}) for row in rows.all()
        )


def _plain(value):
    return value if isinstance(value, bool | int | None) else str(value)
