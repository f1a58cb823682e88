"""The content security policy: strict on every page of ours, eased where Wagtail's editor needs it."""

from dataclasses import asdict
from functools import cache

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings

EDITOR = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The site's policy, except that `/admin/` may run Wagtail's inline scripts and styles.

    What a view there asks for itself wins.
    """

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only=report_only)
        if request.path_info.startswith("/admin/"):
            parts.replace = EDITOR | (parts.replace or {})
        return parts

    def process_response(self, request, response):
        """Answers that ask for nothing of their own get the site's policy, which is put into words once."""
        asks = self.get_policy_parts(request, response) != PolicyParts() or hasattr(response, "_csp_exempt")
        if asks or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _of_the_site())
        return response


@cache
def _of_the_site():
    return build_policy(**asdict(PolicyParts()))
