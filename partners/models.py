from partners.inputs.models import Answer, Input, Question, StatusChange, Theme
from partners.people.models import Person, User

__all__ = ["Answer", "Input", "Person", "Question", "StatusChange", "Theme", "User"]
