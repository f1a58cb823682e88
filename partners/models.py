from partners.inputs.models import Answer, Input, Question, StatusChange, Theme
from partners.organisations.models import Invitation, Membership, Organisation
from partners.people.models import DataCopy, Person, Unwanted, User

__all__ = [
    "Answer",
    "DataCopy",
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
