class InputError(Exception):
    """Something that cannot be done with an input now."""


class InputChanged(InputError):
    """Somebody else changed the input after it was read."""


class NameTaken(InputError):
    """Another saved filter is called the same."""


class AnswerDrafted(InputError):
    """Somebody works on an answer to the input: it is to be changed, published or discarded first."""

    def __init__(self, draft):
        super().__init__(draft)
        self.draft = draft


class DraftChanged(InputError):
    """Somebody else changed, published or discarded the draft after it was read."""


class NeedsApproval(InputError):
    """Somebody else than who wrote the answer must approve it before it is published."""
