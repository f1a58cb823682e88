"""The file with everything about an account: asked for, made by a worker, fetched, and deleted in time."""

import io
import json
import secrets
from datetime import timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task
from wagtail.log_actions import log

from partners.people import letters
from partners.people.models import DataCopy, User
from partners.people.subjects import subject_of
from partners.people.telling import chapters_about
from portal.storage import private_files

KEPT = timedelta(days=7)
STYLE = "css/copy.css"


@transaction.atomic
def ask_for_copy(user, *, language):
    """Have everything about an account put in a file. Asking while it is being made is harmless.

    A new one takes the place of an earlier one.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    copy = DataCopy.objects.filter(user=user).first()
    if copy and copy.is_being_made:
        return copy
    if copy:
        delete_copies([copy])
    copy = DataCopy.objects.create(user=user)
    log(user, "partners.person.copy", user=user, title=str(user.pk))
    make_copy.enqueue(copy.pk, language)
    return copy


@task()
def make_copy(copy_pk, language):
    """Make the file and tell its owner. Twice is harmless; nothing is made of what was taken back."""
    copy = DataCopy.objects.select_related("user").filter(pk=copy_pk, ready_at=None).first()
    if copy is None:
        return
    with translation.override(language):
        content = zipped(subject_of(copy.user))
        _hand_over(copy_pk, content)


@transaction.atomic
def _hand_over(copy_pk, content):
    waiting = DataCopy.objects.select_for_update(of=("self",)).select_related("user")
    copy = waiting.filter(pk=copy_pk, ready_at=None).first()
    if copy is None:
        return
    copy.ready_at = timezone.now()
    copy.expires_at = copy.ready_at + KEPT
    copy.file.save(f"{secrets.token_urlsafe(24)}.zip", ContentFile(content), save=False)
    copy.save()
    letters.write("copy_ready", to=copy.user.email, context={"timestamp": copy.expires_at})


def zipped(subject):
    """All about somebody as a ZIP file: for people, for machines, and their files, in the active language."""
    chapters = chapters_about(subject)
    page = render_to_string("partners/people/copy.html", {"chapters": chapters, "made_at": timezone.now()})
    told = {
        chapter.key: [{fact.key: fact.value for fact in row} for row in chapter.rows] for chapter in chapters
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("index.html", page)
        archive.writestr("data.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        archive.writestr("stil.css", Path(finders.find(STYLE)).read_bytes())
        for chapter in chapters:
            for name, content in chapter.files:
                archive.writestr(f"filer/{name}", content)
    return out.getvalue()


def delete_copies(copies):
    """Delete the rows, and when that is committed the files."""
    names = [copy.file.name for copy in copies if copy.file]
    DataCopy.objects.filter(pk__in=[copy.pk for copy in copies]).delete()
    for name in names:
        transaction.on_commit(lambda name=name: private_files().delete(name))


@transaction.atomic
def delete_expired_copies():
    """Delete the files whose time is out. Returns how many."""
    expired = list(DataCopy.objects.select_for_update().filter(expires_at__lte=timezone.now()))
    delete_copies(expired)
    return len(expired)
