"""What every page shows of who is signed in is read together with the account, at no query of its own."""

from allauth.account.auth_backends import AuthenticationBackend

from partners.people.models import User

_known = {}


def known_with_account(**expressions):
    """Register expressions on accounts; `request.user` has their values by these names."""
    _known.update(expressions)


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id):
        user = User.objects.annotate(**_known).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
