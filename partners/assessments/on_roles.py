"""What assessment shows on a role's page: what one candidate learned and all are told."""

from partners.assessments.models import Clarification
from partners.roles.sections import role_section


@role_section(order=20)
def clarifications(request, role):
    """Questions and answers about the role, oldest first. Who asked is not told. One query."""
    told = list(Clarification.objects.filter(role=role))
    return ("partners/assessments/_clarifications.html", {"clarifications": told}) if told else None
