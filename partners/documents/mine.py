"""One's own documents in groups: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.documents.models import DocumentVersion, GroupDocument
from partners.people.erasing import stays
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells

WHY = "A document is its group's; the row forgets who made it with the account."
stays(GroupDocument._meta.label, because=WHY)
stays(DocumentVersion._meta.label, because=WHY)
leaves_out(GroupDocument._meta.label, because="What somebody has uploaded is told of by its versions.")


@tells(DocumentVersion, order=47)
def tell_of_documents(subject):
    """What they have uploaded to their groups."""
    rows = DocumentVersion.objects.filter(added_by=subject.user).select_related("document__group")
    return Chapter(
        "documents",
        _("Documents in working groups"),
        [
            [
                Fact("group", _("Working group"), each.document.group.name),
                Fact("document", _("Document"), each.document.title),
                *facts_of(each, "name", "number", "why", "added_at"),
            ]
            for each in rows.defer("document__text", "document__search")
        ],
    )
