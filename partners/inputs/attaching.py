"""Files that go with an input: added, taken away by their giver, erased with a trace."""

from wagtail.log_actions import log

from partners.inputs.models import InputFile
from portal.files import erase, keep_new, let_go
from portal.pagecache import forget_pages

MOST_FILES = 3


def attach(input, uploads, *, by):
    """Add checked `Upload`s to an input that the caller has locked. Returns those that are new.

    The same content twice is one file, and what was erased is not added again. Raises `TooManyFiles`.
    """
    added = keep_new(InputFile, uploads, most=MOST_FILES, owner={"input": input})
    if added:
        log(input, "partners.input.attach", user=by, data={"files": [each.pk for each in added]})
        forget_pages()
    return added


def detach(input, keys, *, by):
    """Take files, by their primary keys, from an input that the caller has locked. Twice is harmless."""
    gone = input.files.filter(pk__in=keys, erased_at=None)
    pks = list(gone.values_list("pk", flat=True))
    if pks:
        let_go(gone)
        gone.delete()
        log(input, "partners.input.detach", user=by, data={"files": pks})
        forget_pages()
    return pks


def erase_files(files, *, because=""):
    """Delete what was in these files, and their names; that they were there stays. Returns how many.

    Call it in a transaction: the stored files go when it is committed.
    """
    return erase(files, erased_because=because)
