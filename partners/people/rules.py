"""Who may do what with accounts."""


def works_here(user):
    """Works for the municipality, or may open its pages. An account that is closed still counts."""
    return user.is_staff or user.is_superuser or user.has_perm("wagtailadmin.access_admin")
