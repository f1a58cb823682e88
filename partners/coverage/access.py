"""Who reads the coverage."""

from partners.organisations.acting import standing_of
from partners.proposals.rules import Reader


def list_reader(request):
    """The reader of lists and counts; one query. What they are asked to assess opens nothing here."""
    if not request.user.is_authenticated:
        return Reader()
    return Reader(request.user, standing_of(request).memberships)
