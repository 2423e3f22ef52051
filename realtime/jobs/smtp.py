"""Mail by SMTP to addresses of every script. Django's backend writes a local part that is not ASCII as an encoded word,
which no server delivers; here such a mail goes with SMTPUTF8 (RFC 6531), and is refused where the server lacks it."""

import socket
from contextlib import suppress
from email.generator import BytesGenerator
from email.message import Message
from email.policy import SMTPUTF8
from io import BytesIO
from smtplib import SMTP
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from ground.tables import commits
from ground.words.mail_addresses import is_foreign, with_plain_domain


class SmtpBackend(EmailBackend):
    _line: SMTP | None = None

    @property
    def connection_class(self) -> type[SMTP]:
        """Known from the moment that it calls the server: whose first word it waits for is not there for Django yet."""
        backend, plain = self, super().connection_class

        class Line(plain):  # type: ignore[misc, valid-type]  # with or without TLS, as the settings say
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                backend._line = self
                super().__init__(*args, **kwargs)

        return Line

    def open(self) -> bool | None:
        """Raises InTransaction where one is open: a server may let one wait."""
        commits.refuse_in_transaction("a call to the mail server")
        return super().open()

    def hang_up(self) -> None:
        """From another thread: whoever waits for the server's word hears at once that there will be none."""
        if self._line is not None and self._line.sock is not None:
            with suppress(OSError):
                # Past TLS, which would say farewell and wait for the answer.
                socket.socket.shutdown(self._line.sock, socket.SHUT_RDWR)

    def _send(self, email_message: EmailMessage) -> bool:
        """Raises smtplib.SMTPNotSupportedError where a foreign address meets a server without SMTPUTF8."""
        if not any(map(is_foreign, email_message.recipients())):
            return bool(super()._send(email_message))  # type: ignore[misc]  # the stubs lack it
        recipients = [with_plain_domain(address) for address in email_message.recipients()]
        sender = sanitize_address(email_message.from_email, "utf-8")
        assert self.connection is not None  # opened by send_messages
        self.connection.sendmail(sender, recipients, _as_bytes(email_message, recipients), mail_options=["SMTPUTF8"])
        return True


def _as_bytes(email_message: EmailMessage, recipients: list[str]) -> bytes:
    """The mail with its addresses as they are written, in UTF-8."""
    message = email_message.message()
    del message["To"]
    # Past Django's own setter, which would encode the address again.
    Message.__setitem__(message, "To", ", ".join(recipients))
    written = BytesIO()
    BytesGenerator(written, policy=SMTPUTF8).flatten(message)
    return written.getvalue()
