"""Files that go with posts: added, taken away, scanned, and gone with what was said."""

from django.db import transaction
from django_tasks import task
from wagtail.log_actions import log

from partners.discussions.live import tell_of_posts
from partners.discussions.models import PostFile
from portal.files import keep_new, let_go, scan_of_new, scanned, waiting_long

MOST_FILES = 3


def attach(post, uploads, *, by):
    """Add checked `Upload`s to a post whose thread the caller has locked. Returns those that are new.

    The same content twice is one file. Raises `TooManyFiles`.
    """
    added = keep_new(PostFile, uploads, most=MOST_FILES, owner={"post": post}, scan=scan_of_new())
    for file in added:
        if not file.is_served:
            examine.enqueue(file.pk)
    if added:
        log(post, "partners.post.attach", user=by, data={"files": [file.pk for file in added]})
    return added


def detach(post, keys, *, by):
    """Take files, by their primary keys, from a post whose thread is locked. Twice is harmless."""
    gone = post.files.filter(pk__in=keys, erased_at=None)
    pks = list(gone.values_list("pk", flat=True))
    if pks:
        delete_files(gone)
        log(post, "partners.post.detach", user=by, data={"files": pks})
    return pks


def delete_files(files):
    """Delete these, with what is stored of them when that is committed."""
    let_go(files)
    files.delete()


@task()
def examine(file_pk):
    """Scan the file, and tell those who have the thread open. Twice is harmless."""
    files = PostFile.objects.select_related("post").defer("post__search")
    file = files.filter(pk=file_pk, erased_at=None).first()
    if file is None or file.is_served:
        return
    scanned(file)
    if file.scan != file.Scan.WAITING:
        with transaction.atomic():
            tell_of_posts(file.post.discussion_id)


def examine_again():
    """Ask anew about files that have waited long for the scanner."""
    for pk in waiting_long(PostFile):
        examine.func(pk)
