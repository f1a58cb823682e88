"""What happens to documents. Each takes the group's row first, so that versions are numbered one by one."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils import timezone
from wagtail.log_actions import log

from partners.documents.errors import IsLocked, NotTheirs, TooMany
from partners.documents.examining import examine
from partners.documents.models import DocumentVersion, GroupDocument
from partners.groups.actions import locked_at_work
from portal.files import keep, let_go, scan_of_new
from portal.text import clean_line

LOCKED_FOR = timedelta(hours=2)
MOST_FILES = 2000
MOST_BYTES = 2 * 1024**3
MOST_TAGS = 8


@transaction.atomic
def add_document(group, *, upload, by, client_id, title="", tags=(), why=""):
    """A new document with a checked `Upload` as its first version; without a title it has the file's name.

    The same `client_id` again gives the same document. Raises `Archived`, `TooMany`, and `NotTheirs` for a
    `client_id` of somebody else or of another group.
    """
    group = locked_at_work(group)
    if there := _sent_before(client_id, group=group, by=by):
        return there
    _check_room(group, upload)
    document = GroupDocument(
        group=group,
        title=clean_line(title) or upload.name,
        tags=cleaned_tags(tags),
        created_by=by,
        client_id=client_id,
    )
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        # Another group's row was held meanwhile: the same form was sent to both.
        if there := _sent_before(client_id, group=group, by=by):
            return there
        raise
    log(document, "partners.document.create", user=by, data={"group": group.pk})
    _add(document, upload, number=1, why=why, by=by)
    return document


def _sent_before(client_id, *, group, by):
    """The document that the form has made, if any. Raises `NotTheirs`."""
    there = GroupDocument.objects.filter(client_id=client_id).first()
    if there and (there.group_id, there.created_by_id) != (group.pk, by.pk):
        raise NotTheirs
    return there


@transaction.atomic
def add_version(document, *, upload, by, why=""):
    """A newer version; it ends one's own lock. What the latest version holds already is not added again.

    Raises `IsLocked` while somebody else works with it, `Archived`, `TooMany`.
    """
    document = _held(document)
    if document.is_locked and document.locked_by_id != by.pk:
        raise IsLocked
    latest = document.versions.order_by("-number").first()
    if latest.sha256 != upload.sha256:
        _check_room(document.group, upload)
        _add(document, upload, number=latest.number + 1, why=why, by=by)
    _set_lock(document, None, None)
    return document


@transaction.atomic
def change_document(document, *, title, tags, by):
    """Another title and other tags. The same again is harmless. Raises `Archived`."""
    document = _held(document)
    values = {"title": clean_line(title), "tags": cleaned_tags(tags)}
    changes = {name: [getattr(document, name), value] for name, value in values.items()}
    changes = {name: change for name, change in changes.items() if change[0] != change[1]}
    if changes:
        document.title, document.tags = values["title"], values["tags"]
        document.save(update_fields=["title", "tags"])
        log(document, "partners.document.change", user=by, data={"changes": changes})
    return document


@transaction.atomic
def lock_document(document, *, by):
    """Say that one works with it, for two hours. Raises `IsLocked` while somebody else does, `Archived`."""
    document = _held(document)
    if document.is_locked and document.locked_by_id != by.pk:
        raise IsLocked
    _set_lock(document, by, timezone.now() + LOCKED_FOR)
    log(document, "partners.document.lock", user=by)
    return document


@transaction.atomic
def unlock_document(document, *, by):
    """End the lock of who had it when `document` was read. Twice is harmless.

    Raises `IsLocked` when somebody else works with it meanwhile, and `Archived`.
    """
    seen, document = document.locked_by_id, _held(document)
    if document.is_locked and document.locked_by_id != seen:
        raise IsLocked
    if document.locked_by_id:
        log(document, "partners.document.unlock", user=by, data={"locked_by": document.locked_by_id})
        _set_lock(document, None, None)
    return document


@transaction.atomic
def remove_document(document, *, by):
    """Take it away with all its versions and their files. Twice is harmless. Raises `Archived`."""
    group = locked_at_work(document.group)
    document = group.documents.filter(pk=document.pk).first()
    if document is None:
        return
    log(group, "partners.document.remove", user=by, data={"document": document.pk, "title": document.title})
    let_go(document.versions.all())
    document.delete()


def cleaned_tags(tags):
    """Each tag once, as one line in small letters, in order; at most eight."""
    cleaned = [clean_line(tag).lower()[:40].strip() for tag in tags]
    return sorted(set(filter(None, cleaned)))[:MOST_TAGS]


def _add(document, upload, *, number, why, by):
    version = keep(
        DocumentVersion,
        upload,
        document=document,
        number=number,
        why=clean_line(why),
        added_by=by,
        scan=scan_of_new(),
    )
    document.changed_at = timezone.now()
    document.save(update_fields=["changed_at"])
    data = {"number": number, "sha256": upload.sha256}
    log(document, "partners.document.version", user=by, data=data)
    examine.enqueue(version.pk)


def _check_room(group, upload):
    there = DocumentVersion.objects.filter(document__group=group)
    there = there.aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    if there["files"] >= MOST_FILES or there["bytes"] + len(upload.content) > MOST_BYTES:
        raise TooMany


def _held(document):
    """The document as it is now, its group held and at work."""
    group = locked_at_work(document.group)
    document = GroupDocument.objects.defer("text", "search").get(pk=document.pk)
    document.group = group
    return document


def _set_lock(document, user, until):
    document.locked_by, document.locked_until = user, until
    document.save(update_fields=["locked_by", "locked_until"])
