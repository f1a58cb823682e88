"""One door: staff sign in where everybody does, so no second factor can be walked around."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse


def cms_login(request):
    """Wagtail's own password page never opens: sign in by allauth, or learn that the door is not yours."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")), reverse("account_login"))
