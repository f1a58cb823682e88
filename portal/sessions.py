"""Django's sessions in the database, read by a statement that is composed and planned once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.prepared import Given, Prepared

_valid = Prepared(lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now")))


class SessionStore(db.SessionStore):
    """What a session says; an unknown or expired key begins an empty one under a new key."""

    def load(self):
        session = _valid.first(key=self.session_key, now=timezone.now())
        if session is None:
            self._session_key = None
            return {}
        return self.decode(session.session_data)
