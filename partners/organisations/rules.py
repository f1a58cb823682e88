"""Who may do what with an organisation.

Most of it hangs on one membership, which the caller has read: `membership` is the person's own in the
organisation, with the organisation selected, or None.
"""

from partners.organisations.models import Organisation


def may_verify(user):
    """The coordinator's right: decide who is approved, suspend and open again, see every organisation."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.verify_organisation")


def may_enter(membership):
    """May see the organisation's own pages: its members, whatever its status."""
    return membership is not None and membership.is_active


def may_represent(membership):
    """May act and write drafts in the organisation's name."""
    return may_enter(membership) and membership.organisation.is_open


def may_submit(membership):
    """May bind the organisation: hand in what was drafted, once the municipality has approved it."""
    return may_enter(membership) and membership.organisation.status == Organisation.Status.VERIFIED


def may_prove(membership):
    """May show by Ansattporten that they represent it: a member of one that waits, with a number."""
    if not may_enter(membership):
        return False
    organisation = membership.organisation
    return organisation.status == Organisation.Status.PENDING and bool(organisation.number)


def may_manage(membership):
    """May invite, let in, remove, and change roles and profile: owners, while the organisation is open."""
    return may_represent(membership) and membership.is_owner


def is_partner(user, memberships):
    """May read what is for partners and the municipality: who acts for an approved organisation, or approves.

    `memberships` are the person's own, with their organisations.
    """
    return any(map(may_submit, memberships)) or may_verify(user)
