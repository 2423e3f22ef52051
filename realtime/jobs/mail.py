"""Mail: one row per key, sent as outside work with a stable Message-ID; at least once, never lost (guarantee G7).

A mail has its words from the beginning, or names a writer who finds them when it is due, or that there are none.

The demo's backend sends nothing: its mail is read at `/outbox/`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from secrets import token_hex
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ground.tables import commits
from realtime.jobs import outside
from realtime.jobs.outside import Priority, Result, Work, attempts
from realtime.jobs.outside.models import OutsideJob
from realtime.jobs.smtp import SmtpBackend

KIND: Final = "mail"
LIMIT: Final = timedelta(seconds=30)


class Mail(models.Model):
    key = models.CharField(max_length=160, unique=True)
    member = models.BigIntegerField(null=True, db_index=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    writer = models.CharField(max_length=40, blank=True, default="", db_default="")
    about = models.CharField(max_length=80, blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Until it is sent: when it is due, who has it, how often it was tried. Whoever discards that discards the mail.
    job = models.OneToOneField(OutsideJob, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="realtime_mail_newest"),
            models.Index(fields=["member", "about", "-id"], name="realtime_mail_about", condition=~Q(writer="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def message_id(self) -> str:
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "kontor.example"
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:32]}@{domain}>"


@dataclass(frozen=True, slots=True)
class MailWords:
    """What a writer has to say."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


# The words of a mail at this moment; or when to ask again; or None: nothing is left to say, and nothing is sent.
Writer = Callable[["Mail", datetime], MailWords | datetime | None]
_writers: dict[str, Writer] = {}


def writes(name: str) -> Callable[[Writer], Writer]:
    """The decorated function writes the mails that name this writer, each as it falls due and again at each attempt."""

    def register(writer: Writer) -> Writer:
        if name in _writers:
            raise ValueError(f"two writers are called {name}")
        _writers[name] = writer
        return writer

    return register


def send_once(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    now: datetime,
    html: str = "",
    member: int | None = None,
    headers: Mapping[str, str] | None = None,
    priority: Priority = Priority.NORMAL,
) -> None:
    """Queue a mail, once per key, in the transaction of its cause: it is sent after the commit.

    `Priority.URGENT` is for whoever waits for it at a page.
    """
    words = {"to": to, "subject": _plain(subject), "text": text, "html": html, "headers": dict(headers or {})}
    queue_once(key=key, now=now, due_at=now, priority=priority, member=member, **words)


def queue_once(*, key: str, now: datetime, due_at: datetime, priority: Priority, **columns: Any) -> Mail | None:
    """A mail with its job; None where there is one of this key."""
    key = key[:160]
    if Mail.objects.filter(key=key).exists():
        return None
    job, is_new = outside.defer(KIND, key=key, now=now, due_at=due_at, priority=priority)
    return Mail.objects.create(key=key, made_at=now, job=job, **columns) if is_new else None


def send_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is due, in this thread: for tests and commands. Returns how many went out."""
    return attempts.run_due(now=now, only=[KIND], limit=limit)


@outside.kind(KIND, limit=LIMIT, tries=12, back_off=timedelta(seconds=5))
def deliver(work: Work) -> Result:
    mail = Mail.objects.filter(job=work.job_id, sent_at=None).first()
    if mail is None:
        return Result(idle=True)
    if mail.writer and (nothing := _nothing_to_send(mail, work.now())):
        return nothing
    kept = f"{__name__}.{KeptBackend.__name__}" == settings.EMAIL_BACKEND
    if not kept:
        _send(mail, work)
    # What went out may hold a personal link: its words are not kept.
    words = {} if kept else {"text": "", "html": ""}
    return Result(lambda: Mail.objects.filter(pk=mail.pk).update(sent_at=work.now(), job=None, **words))


def _send(mail: Mail, work: Work) -> None:
    """To a server that may say nothing for ever, or a letter each minute."""
    connection = get_connection()
    if isinstance(connection, SmtpBackend):
        connection.timeout = min(connection.timeout or work.left(), work.left())
        work.when_late(connection.hang_up)
    message = _message(mail)
    message.connection = connection
    commits.let_go()
    message.send()


def _nothing_to_send(mail: Mail, now: datetime) -> Result | None:
    """Sealed first, so that nothing joins it that its words leave out; then written, outside any lock."""
    Mail.objects.filter(pk=mail.pk).update(sealed_at=now)
    said = _writers[mail.writer](mail, now)
    if said is None:
        return Result(lambda: Mail.objects.filter(pk=mail.pk).delete(), idle=True)
    if not isinstance(said, MailWords):
        return Result(lambda: Mail.objects.filter(pk=mail.pk).update(sealed_at=None), again_at=said)
    mail.to, mail.subject = said.to, _plain(said.subject)
    mail.text, mail.html, mail.headers = said.text, said.html, said.headers
    mail.save(update_fields=["to", "subject", "text", "html", "headers"])
    return None


def _message(mail: Mail) -> EmailMultiAlternatives:
    headers = {**mail.headers, "Message-ID": mail.message_id}
    message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _plain(subject: str) -> str:
    return " ".join(subject.split())[:300]


class KeptBackend(BaseEmailBackend):
    """The demo's mail: kept as rows, read at `/outbox/`, sent to nobody."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        for message in email_messages:
            html = next((str(part[0]) for part in getattr(message, "alternatives", [])), "")
            for to in message.recipients():
                Mail.objects.create(
                    key=f"kept-{token_hex(16)}",
                    to=to,
                    subject=_plain(str(message.subject)),
                    text=str(message.body),
                    html=html,
                    made_at=now,
                    sent_at=now,
                )
        return len(email_messages)
