import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.groups.models import GroupMember, WorkingGroup
from partners.people.models import User
from partners.searching import prefix_query
from portal.files import Scanned
from portal.storage import private_files


class GroupDocumentQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Those of the groups that `user` has a place in, as `rules.may_read_documents` says of one."""
        places = GroupMember.objects.filter(group=OuterRef("group"), user_id=user.pk)
        return self.filter(Exists(places))

    def matching(self, words):
        """Those with every word in the title or the text of the latest version; all when there is no word."""
        query = prefix_query(words)
        return self.filter(search=query) if query else self

    def tagged(self, tag):
        return self.filter(tags__contains=[tag])

    def with_versions(self):
        """With who has it locked and its versions, newest first, without what is only searched in."""
        versions = DocumentVersion.objects.select_related("added_by").order_by("-number")
        documents = self.select_related("locked_by").prefetch_related(Prefetch("versions", versions))
        return documents.defer("text", "search")

    def in_order(self):
        """The latest changed first."""
        return self.order_by("-changed_at", "-pk")


class GroupDocument(models.Model):
    """A document of a working group, in one or more versions."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=160)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("tags"))
    # The words of the latest version.
    text = models.TextField(blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", "text", config="norwegian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    locked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    locked_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = GroupDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-changed_at", "-pk"]
        indexes = [GinIndex(fields=["search"], name="group_document_search")]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="group_document_has_a_title")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("group_document", args=[self.group.slug, self.pk])

    @property
    def is_locked(self):
        """Whether somebody works with it now, and others wait."""
        return bool(self.locked_by_id and self.locked_until and self.locked_until > timezone.now())

    @property
    def locker_name(self):
        return self.locked_by.name or str(_("Somebody without a name"))

    @property
    def latest(self):
        """Its newest version; asks for `with_versions`."""
        return next(iter(self.versions.all()), None)


class DocumentVersion(Scanned):
    """One version of a document: the file, who put it there, and why."""

    document = models.ForeignKey(GroupDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(storage=private_files, upload_to="documents/%Y/")
    why = models.CharField(_("what is new"), max_length=300, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number_once")
        ]

    @property
    def adder_name(self):
        if self.added_by is None:
            return str(_("Somebody who has left"))
        return self.added_by.name or str(_("Somebody without a name"))
