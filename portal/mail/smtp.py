"""One open session with the mail server, used for letter after letter."""

import smtplib
import ssl
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.mail.message import mailbox, sender


class Outage(Exception):
    """The mail server cannot be used now. No letter is to blame; its words are the message."""


class Refused(Exception):
    """The server refused this letter. `permanent` says that asking again will not help."""

    def __init__(self, words, *, permanent):
        super().__init__(words)
        self.permanent = permanent


def server_words(error):
    """What the server said, or what happened on the way to it, in one line of text."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {' '.join(said.split())}"
    return f"{type(error).__name__}: {error}"


class Session:
    """Sends over one connection, opened when first needed and again when the server has closed it."""

    def __init__(self):
        if not settings.SMTP_URL:
            raise Outage("SMTP_URL is not set, so nothing is sent.")
        self.server = urlsplit(settings.SMTP_URL)
        if self.server.scheme not in ("smtp", "smtps") or not self.server.hostname:
            raise ImproperlyConfigured("SMTP_URL must look like smtp://user:password@host:587?tls=starttls")
        self.smtp = None
        self.used = False

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        if self.smtp is not None and self.smtp.sock is not None:
            try:
                self.smtp.quit()
            except (smtplib.SMTPException, OSError):
                self.smtp.close()

    def ready(self):
        """Make sure that somebody answers before a letter is taken in hand. Raises Outage."""
        if self.smtp is not None and self.smtp.sock is not None and (not self.used or self._answers()):
            return
        try:
            self._connect()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Outage(server_words(error)) from error

    def send(self, message, to):
        """Hand over one message for one mailbox. Raises Refused, or Outage when the connection broke."""
        self.used = True
        try:
            self.smtp.sendmail(sender().addr_spec, [mailbox(to)], message.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            words = server_words(error)
            raise Refused(words, permanent=words.startswith("5")) from error
        except smtplib.SMTPDataError as error:
            raise Refused(server_words(error), permanent=error.smtp_code >= 500) from error
        except smtplib.SMTPResponseException as error:
            # Our own mailbox or the session was refused: somebody can mend that, so the letter waits.
            raise Refused(server_words(error), permanent=False) from error
        except OSError as error:
            self.close()
            raise Outage(server_words(error)) from error

    def close(self):
        if self.smtp is not None:
            self.smtp.close()

    def _answers(self):
        try:
            return self.smtp.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            self.close()
            return False

    def _connect(self):
        self.close()
        secure = parse_qs(self.server.query).get("tls", [self._usual_security()])[0]
        own_name = sender().domain
        context = ssl.create_default_context()
        address = (self.server.hostname, self.server.port or (465 if secure == "ssl" else 25))
        options = {"local_hostname": own_name, "timeout": settings.SMTP_TIMEOUT}
        if secure == "ssl":
            self.smtp = smtplib.SMTP_SSL(*address, context=context, **options)
        else:
            self.smtp = smtplib.SMTP(*address, **options)
        if secure == "starttls":
            self.smtp.starttls(context=context)
        if self.server.username:
            self.smtp.login(unquote(self.server.username), unquote(self.server.password or ""))
        self.used = False

    def _usual_security(self):
        if self.server.scheme == "smtps" or self.server.port == 465:
            return "ssl"
        return "starttls" if self.server.username or self.server.port == 587 else "none"
