"""Who may do what with the roles that the centre needs. Everyone may read them."""

from django.contrib.auth.models import Permission
from django.db.models import Q


def may_lead_roles(user):
    """The coordinator's right: write roles, and read, assess and decide every proposal."""
    return user.is_authenticated and user.is_active and user.has_perm("partners.lead_roles")


def leading_roles():
    """A condition on accounts: those that the right to lead roles was given to."""
    rights = Permission.objects.filter(content_type__app_label="partners", codename="lead_roles")
    return Q(groups__permissions__in=rights) | Q(user_permissions__in=rights)
