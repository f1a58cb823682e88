"""The parts of a draft that its pages let one change, each saved by itself.

A page says of each part what it has shown (`token`). So what the writer has not touched is left as it is, and
what somebody else has changed in the meantime is never overwritten unseen, whether a script saves while one
types or the whole page is sent.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from partners.people.models import User
from partners.proposals.models import Visibility


def plain(value):
    """A value of a field as it is compared: the same for the same, wherever it comes from."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:.1f}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    return sorted(str(each) for each in value)


def token_of(values):
    """A short name for what a part says."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:20]


@dataclass
class Part:
    """One part: its key, the fields of it, and what stands in the draft now, by field.

    `text` names the field whose text decides whether there is anything at all; `secret` and `visibility` name
    those that go together.
    """

    key: str
    label: str
    standing: dict
    kind: str = "facts"
    text: str = ""
    visibility: str = ""
    secret: str = ""
    by: User | None = None
    at: datetime | None = None
    # The row it comes from, for who saves it.
    row: object = None
    initial: dict = field(default_factory=dict)

    def __post_init__(self):
        self.initial = dict(self.standing)
        self.standing = self.settled(self.standing)

    @property
    def names(self):
        return list(self.initial)

    @property
    def token(self):
        return token_of(self.standing)

    def settled(self, values):
        """The values as they will stand: a secret is the municipality's, and of no text nothing is kept."""
        settled = {name: plain(value) for name, value in values.items()}
        if self.secret and settled[self.secret]:
            settled[self.visibility] = Visibility.MUNICIPALITY.value
        if self.text and not settled[self.text]:
            settled |= {self.visibility: Visibility.MUNICIPALITY.value} if self.visibility else {}
            settled |= {self.secret: False} if self.secret else {}
        return settled
