"""What documents add to a group's page."""

from partners.documents.rules import may_write_documents
from partners.groups.sections import group_section

ON_PAGES = 4


@group_section(order=50)
def documents_of_group(request, group, member):
    """The latest changed ones. Two queries."""
    documents = list(group.documents.with_versions().in_order()[:ON_PAGES])
    for document in documents:
        document.group = group
    context = {"group": group, "documents": documents, "may_write": may_write_documents(member)}
    return "partners/documents/_group_section.html", context
