"""What a vote says, by kind of poll, and how words are counted as the same.

`Ballot.answer` of each kind: one or several choices, ranking `{"choices": [pk, …]}` (in order); scale
`{"score": n}`; rating `{"scores": {pk: n}}`; words `{"words": [text, …]}`; roles `{"roles": {pk: [way, …]}}`.
"""

from django.utils.translation import gettext_lazy as _

from portal.text import clean_line

SCORES = [1, 2, 3, 4, 5]
DEVELOPER, PARTICIPANT = "developer", "participant"
WAYS = [
    (DEVELOPER, _("As development partner")),
    (PARTICIPANT, _("As participant in the final concept")),
]


def normalised(word):
    """How a word is counted: capital letters and spaces make no difference."""
    return clean_line(word).casefold()
