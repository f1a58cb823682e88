"""Who may see whom."""


def may_see_people(user):
    """The coordinator's right: the list of everybody with an account, and what each of them can reach.

    It goes with the right to decide who represents an organisation.
    """
    return user.is_authenticated and user.is_active and user.has_perm("partners.verify_organisation")
