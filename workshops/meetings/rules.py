"""Who may run meetings."""


def may_run(user):
    """Coordinators: those who may run meetings and see who signed up."""
    return user.is_active and user.has_perm("workshops.run_workshop")
