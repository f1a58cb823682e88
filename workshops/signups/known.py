"""What the portal knows of who opens a form: filled in for them, and theirs to change."""

from partners.organisations.acting import standing_of
from partners.organisations.models import Organisation
from workshops.signups.models import SignUp

Behalf, Kind = SignUp.OnBehalfOf, Organisation.Kind
ON_BEHALF_OF = {
    Kind.BUSINESS: Behalf.BUSINESS,
    Kind.ASSOCIATION: Behalf.ASSOCIATION,
    Kind.INFORMAL: Behalf.ASSOCIATION,
    Kind.PUBLIC: Behalf.PUBLIC,
}


def known_of(request):
    """The name and address of who is signed in, and the organisation that they represent now."""
    if not request.user.is_authenticated:
        return {}
    known = {"name": request.user.name, "email": request.user.email}
    if organisation := standing_of(request).organisation:
        known |= {
            "on_behalf_of": ON_BEHALF_OF[organisation.kind],
            "organisation": organisation.name,
            "organisation_name": organisation.name,
            "organisation_number": organisation.number or "",
        }
    return known
