"""Files that people hand in: rows that each refer to one in the private storage, under a random name.

Who may read them is for those above to say, and so is when they go.
"""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.http import FileResponse, Http404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.storage import private_files
from portal.uploads import LABELS, NAME_LENGTH


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
