"""Mail by SMTP to addresses of every script. Django's backend writes a local part that is not ASCII as an encoded word,
which no server delivers; here such a mail goes with SMTPUTF8 (RFC 6531), and is refused where the server lacks it."""

from email.generator import BytesGenerator
from email.message import Message
from email.policy import SMTPUTF8
from io import BytesIO

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from ground.words.mail_addresses import is_foreign, with_plain_domain


class SmtpBackend(EmailBackend):
    def _send(self, email_message: EmailMessage) -> bool:
        """Raises smtplib.SMTPNotSupportedError where a foreign address meets a server without SMTPUTF8."""
        if not any(map(is_foreign, email_message.recipients())):
            return bool(super()._send(email_message))  # type: ignore[misc]
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
