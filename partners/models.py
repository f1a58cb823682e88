from partners.inputs.models import Answer, Input, Question, StatusChange, Theme
from partners.organisations.models import FormerOrganisation, Invitation, Membership, Organisation
from partners.people.models import Person, User

__all__ = [
    "Answer",
    "FormerOrganisation",
    "Input",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "Question",
    "StatusChange",
    "Theme",
    "User",
]
