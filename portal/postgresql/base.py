"""Django's PostgreSQL, with a health check that costs a request nothing while nothing is wrong."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Asks the server whether a kept connection still lives only when something has come over it.

    A server that stops, or ends the connection, closes its end, which can be seen without asking. Django
    asks at the beginning of each request: one more way there and back for each page. After an error it is
    asked as ever.
    """

    def close_if_health_check_failed(self):
        if self.connection is not None and not self.health_check_done and self._is_silent():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def _is_silent(self):
        if self.connection.closed:
            return False
        line = poll()
        line.register(self.connection.fileno(), POLLIN)
        return not line.poll(0)
