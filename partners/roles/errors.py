class RoleError(Exception):
    """Something that cannot be done with a role now."""


class Changed(RoleError):
    """Somebody has changed the role since it was read."""


class InUse(RoleError):
    """Somebody has offered to fill the role, or it has been talked about: it cannot be deleted."""


class UnitInUse(RoleError):
    """Somebody has offered an amount in the role's unit, so the unit stands."""
