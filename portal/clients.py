"""Who sent a request, as far as the network tells."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings


def address_of(request):
    """The sender's network address, for rate limits only.

    With `TRUSTED_PROXY_COUNT` proxies of ours in front, it is the entry of X-Forwarded-For that the outermost
    of them wrote; what a sender claims by itself is never believed. An IPv6 sender is known by its /64,
    because it has all of it.
    """
    proxies = settings.TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(passed) >= proxies and (address := _normal(passed[-proxies])):
        return address
    return _normal(request.META.get("REMOTE_ADDR", "")) or "unknown"


def _normal(text):
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address.packed[:8] + bytes(8), 64)))
    return str(address)
