from partners.inputs.models import Answer, Input, Question, StatusChange, Theme
from partners.organisations.models import FormerOrganisation, Invitation, Membership, Organisation
from partners.people.models import DataCopy, Person, Unwanted, User

__all__ = [
    "Answer",
    "DataCopy",
    "FormerOrganisation",
    "Input",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "Question",
    "StatusChange",
    "Theme",
    "Unwanted",
    "User",
]
