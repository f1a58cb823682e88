"""Files that people hand in: rows that each refer to one in the private storage, under a random name.

Who may read them is for those above to say, and so is when they go.
"""

import re
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.http import FileResponse, Http404, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.scanning import ScannerUnavailable, found_in, is_scanning
from portal.storage import private_files
from portal.uploads import KINDS, LABELS, NAME_LENGTH

PIECE = 64 * 1024
# How long a file waits before the scanner is asked again, and about how many at a time.
PATIENCE = timedelta(minutes=5)
AT_ONCE = 50
# At most ten digits: no file of ours has more.
RANGE = re.compile(r"bytes=(\d{0,10})-(\d{0,10})$")
# What a browser shows by itself, without running any of it.
SHOWN = {KINDS["pdf"], KINDS["jpg"], KINDS["png"], KINDS["webp"]}
# A browser's own viewer of PDF does not start in a sandbox; nothing that such a file asks for is fetched.
ALONE = "default-src 'none'; frame-ancestors 'none'"


class TooManyFiles(Exception):
    """There is no room for more files there."""


class HandedIn(models.Model):
    """A file that somebody has handed in. Several rows of a model may share the stored one."""

    file = models.FileField(storage=private_files)
    name = models.CharField(_("file name"), max_length=NAME_LENGTH)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def label(self):
        """What kind of file it is, in a word: PDF, DOCX."""
        return LABELS.get(self.content_type, "")

    @property
    def told(self):
        """What kind it is, and how large: «PDF, 1.2 MB»."""
        return f"{self.label}, {filesizeformat(self.size)}"

    def content(self):
        with self.file.open("rb") as file:
            return file.read()


class Scanned(HandedIn):
    """One that is not given out before it is scanned, where files are."""

    class Scan(models.TextChoices):
        OFF = "off", _("Not checked for viruses")
        WAITING = "waiting", _("Waits for the check for viruses")
        CLEAN = "clean", _("Checked for viruses")
        INFECTED = "infected", _("Kept back: a virus was found")

    scan = models.CharField(max_length=8, choices=Scan, default=Scan.OFF)
    # What the scanner found.
    found = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_served(self):
        """Whether it may be given out: not while it waits to be scanned, and not with a virus in it."""
        return self.scan in (self.Scan.OFF, self.Scan.CLEAN)

    @property
    def kept_back(self):
        """Why it is not given out, in words; "" when it is."""
        return "" if self.is_served else self.get_scan_display()


def scan_of_new():
    """How a file that is handed in now stands with the scanner."""
    return Scanned.Scan.WAITING if is_scanning() else Scanned.Scan.OFF


def scanned(row):
    """Ask the scanner about a file that waits for it. Returns whether it may be given out; twice is harmless.

    It goes on waiting when the scanner does not answer: `waiting_long` finds it.
    """
    if row.scan == row.Scan.WAITING:
        try:
            found = found_in(row.content())
        except ScannerUnavailable:
            return False
        row.scan, row.found = (row.Scan.INFECTED if found else row.Scan.CLEAN), found[:200]
        row.save(update_fields=["scan", "found"])
    return row.is_served


def waiting_long(model):
    """The keys of the first files that have waited long for the scanner."""
    since = timezone.now() - PATIENCE
    rows = model.objects.exclude(file="").filter(scan=Scanned.Scan.WAITING, added_at__lt=since)
    return rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]


@transaction.atomic
def keep(model, upload, **fields):
    """A row of `model` with the content of a checked `Upload`, stored under a name that tells nothing.

    When the row can't be written, nothing is left behind.
    """
    stored = model._meta.get_field("file")
    name = stored.storage.save(stored.generate_filename(None, uuid4().hex), ContentFile(upload.content))
    try:
        return model.objects.create(
            file=name,
            name=upload.name,
            content_type=upload.content_type,
            size=len(upload.content),
            sha256=upload.sha256,
            **fields,
        )
    except BaseException:
        stored.storage.delete(name)
        raise


def keep_new(model, uploads, *, most, owner, **fields):
    """Rows of `model` for those of these checked `Upload`s whose content its `owner` does not have yet.

    `owner` is what the files go with, as {"post": post}; the caller has locked it. What was erased there is
    not kept again. Raises `TooManyFiles` when there would be more than `most`.
    """
    known = set(model.objects.filter(**owner).values_list("sha256", flat=True))
    wanted = {}
    for upload in uploads:
        if upload.sha256 not in known:
            wanted.setdefault(upload.sha256, upload)
    if len(known) + len(wanted) > most:
        raise TooManyFiles
    return [keep(model, upload, **owner, **fields) for upload in wanted.values()]


def erase(rows, **also):
    """Delete what was in these files, and their names; that they were there stays. Returns how many.

    Their model has `erased_at`; `also` are other fields to set. Call it in a transaction: the stored files go
    when it is committed.
    """
    standing = rows.filter(erased_at=None)
    let_go(standing)
    return standing.update(file="", name="", erased_at=timezone.now(), **also)


def let_go(rows):
    """Call it before these rows are deleted or emptied: once that is committed, their files go.

    A file that another row of the model still refers to stays.
    """
    model = rows.model
    names = set(rows.exclude(file="").values_list("file", flat=True))
    if names:
        transaction.on_commit(lambda: _delete_unused(model, names))


def _delete_unused(model, names):
    used = set(model.objects.filter(file__in=names).values_list("file", flat=True))
    for name in names - used:
        model._meta.get_field("file").storage.delete(name)


def handed_out(row):
    """The file as an answer: to be saved and never shown, kept by nobody on the way. 404 when it is gone."""
    if not row.file:
        raise Http404
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=row.name, content_type=row.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


def streamed(request, row, *, inline=False):
    """The file as an answer, or the part of it that a range asks for. 404 when it is gone.

    `inline`: to be shown by the browser, if it is of a kind that can be; else to be saved.
    """
    response = handed_out(row)
    inline = inline and row.content_type in SHOWN
    if inline:
        name = response["Content-Disposition"].partition(";")[2]
        response["Content-Disposition"] = f"inline;{name}"
    is_pdf = inline and row.content_type == KINDS["pdf"]
    response["Content-Security-Policy"] = ALONE if is_pdf else f"{ALONE}; sandbox"
    response["Accept-Ranges"] = "bytes"
    return _part_of(response, request.headers.get("Range", ""), row)


def _part_of(response, asked, row):
    """The one part of the file that is asked for; all of it when none is, or when that is not understood."""
    found = RANGE.match(asked)
    if not found or found.groups() == ("", ""):
        return response
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last or row.size), row.size - 1)
    else:
        start, end = max(0, row.size - int(last)), row.size - 1
    if first and last and int(first) > int(last):
        return response
    if start > end:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.size}"})
    file = response.file_to_stream
    file.seek(start)
    response.streaming_content = _pieces(file, end - start + 1)
    response.status_code = 206
    response["Content-Range"] = f"bytes {start}-{end}/{row.size}"
    response["Content-Length"] = end - start + 1
    return response


def _pieces(file, length):
    while length and (piece := file.read(min(length, PIECE))):
        length -= len(piece)
        yield piece
