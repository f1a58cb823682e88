"""Who may do what with the roles that the centre needs. Everyone may read them."""


def may_lead_roles(user):
    """The coordinator's right: write roles, and read, assess and decide every proposal."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.lead_roles")
