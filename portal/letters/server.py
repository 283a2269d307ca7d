"""Hand messages to a mail server over SMTP, and tell apart what it answers."""

import smtplib
from email.message import EmailMessage
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 20


class Unreachable(Exception):
    """The server does not answer, or broke off: no fault of the letter."""


class PutOff(Exception):
    """The server does not take this letter now."""


class Refused(Exception):
    """The server will never take a letter to this address."""


class MailServer:
    """A connection to the server of an address like smtp://user:password@host:587 (or smtps://), opened when used."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except (OSError, smtplib.SMTPException):
                self._connection.close()

    def send(self, message: EmailMessage) -> None:
        """Hand over one message; raises Unreachable, PutOff or Refused when it was not taken."""
        try:
            self._connected().send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise (Refused if 500 <= code < 600 else PutOff)(_said(code, answer)) from None
        except smtplib.SMTPServerDisconnected as error:
            raise Unreachable(str(error)) from None
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == 421:
                raise Unreachable(_said(error.smtp_code, error.smtp_error)) from None
            raise PutOff(_said(error.smtp_code, error.smtp_error)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(str(error) or type(error).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            secure, host = self._parts.scheme == "smtps", self._parts.hostname or "localhost"
            kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
            connection = kind(host, self._parts.port or (465 if secure else 25), timeout=TIMEOUT_SECONDS)
            connection.ehlo()
            if not secure and connection.has_extn("starttls"):
                connection.starttls()
                connection.ehlo()
            if self._parts.username:
                connection.login(unquote(self._parts.username), unquote(self._parts.password or ""))
            self._connection = connection
        return self._connection


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"[:300]
