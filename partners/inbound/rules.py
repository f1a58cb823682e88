"""Who decides about answers that are held."""


def may_decide_replies(user):
    """The coordinator's right: read what somebody has written to a group, but nothing that stands there."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.lead_roles")
