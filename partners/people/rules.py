"""Who may see whom, and whose account is not theirs alone."""


def may_see_people(user):
    """The coordinator's right: the list of everybody with an account, and what each of them can reach.

    It goes with the right to decide who represents an organisation.
    """
    return user.is_authenticated and user.is_active and user.has_perm("partners.verify_organisation")


def works_here(user):
    """Works for the municipality, or may open its pages. An account that is closed still counts."""
    return user.is_staff or user.is_superuser or user.has_perm("wagtailadmin.access_admin")
