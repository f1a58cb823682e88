"""Sessions in the database, which hold what somebody typed at the door, signed in or not."""

from django.contrib.sessions.models import Session


def end_sessions_that_hold(addresses):
    """Delete every session that knows one of these addresses: also of a sign-in that was never finished."""
    keys = [session.pk for session in Session.objects.iterator() if _holds(session, addresses)]
    Session.objects.filter(pk__in=keys).delete()


def _holds(session, addresses):
    told = str(session.get_decoded()).lower()
    return any(address in told for address in addresses)
