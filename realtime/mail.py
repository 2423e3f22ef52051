"""Mail: one row per key, sent by the worker with a stable Message-ID; at least once, never lost (guarantee G7).

A mail has its words from the beginning, or names a writer who finds them when it is due, or that there are none.

The demo's backend sends nothing: its mail is read at `/outbox/`.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import Min, Q
from django.utils import timezone

from realtime.clocks import Clock, going_on_from

log = logging.getLogger("kontor.mail")
LEASE = timedelta(seconds=60)
ATTEMPTS = 10


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
    due_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="realtime_mail_due", condition=Q(sent_at=None, dead_at=None)),
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
class Letter:
    """What a writer has to say."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


# The words of a mail at this moment; or when to ask again; or None: nothing is left to say, and nothing is sent.
Writer = Callable[["Mail", datetime], Letter | datetime | None]
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
) -> None:
    """Queue a mail, once per key. Safe inside a transaction: the worker sends after commit."""
    Mail.objects.get_or_create(
        key=key[:160],
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:300],
            "text": text,
            "html": html,
            "headers": dict(headers or {}),
            "member": member,
            "made_at": now,
            "due_at": now,
        },
    )


def age_of_waiting(now: datetime) -> float:
    """Seconds since the oldest mail fell due that is neither sent nor given up."""
    due = Mail.objects.filter(sent_at=None, dead_at=None, due_at__lte=now).aggregate(oldest=Min("due_at"))
    return (now - due["oldest"]).total_seconds() if due["oldest"] else 0.0


@shared_task(name="realtime.mail.sweep")
def sweep() -> int:
    return send_due(now=timezone.now())


def send_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is due. Returns how many went out."""
    clock = going_on_from(now)
    return sum(_send(pk, clock) for pk in _claim(now, limit) if _is_still_ours(pk, now + LEASE, clock))


def _claim(now: datetime, limit: int) -> list[int]:
    with transaction.atomic():
        due = Mail.objects.filter(sent_at=None, dead_at=None, due_at__lte=now)
        due = due.filter(Q(leased_until=None) | Q(leased_until__lte=now)).order_by("due_at", "id")
        keys = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:limit])
        Mail.objects.filter(pk__in=keys).update(leased_until=now + LEASE)
    return keys


def _is_still_ours(pk: int, leased_until: datetime, clock: Clock) -> bool:
    """Those before it may have taken longer than the lease; then another sender has it by now."""
    ours = Mail.objects.filter(pk=pk, sent_at=None, leased_until=leased_until)
    return bool(ours.update(leased_until=clock() + LEASE))


def _send(pk: int, clock: Clock) -> int:
    mail = Mail.objects.get(pk=pk)
    kept = f"{__name__}.{KeptBackend.__name__}" == settings.EMAIL_BACKEND
    try:
        if mail.writer and not _has_words(mail, clock()):
            return 0
        if not kept:
            _message(mail).send()
    except Exception as error:  # the server's refusal, or an address that cannot be written: the others must not wait
        log.warning("mail %s not sent: %s: %s", mail.pk, type(error).__name__, error)
        _postpone(mail, clock())
        return 0
    # What went out may hold a personal link: its words are not kept.
    words = {} if kept else {"text": "", "html": ""}
    Mail.objects.filter(pk=pk).update(sent_at=clock(), leased_until=None, **words)
    return 1


def _has_words(mail: Mail, now: datetime) -> bool:
    """Sealed first, so that nothing joins it that its words leave out; then written, outside any lock."""
    Mail.objects.filter(pk=mail.pk).update(sealed_at=now)
    said = _writers[mail.writer](mail, now)
    if isinstance(said, Letter):
        mail.to, mail.subject = said.to, " ".join(said.subject.split())[:300]
        mail.text, mail.html, mail.headers = said.text, said.html, said.headers
        mail.save(update_fields=["to", "subject", "text", "html", "headers"])
        return True
    if said is None:
        Mail.objects.filter(pk=mail.pk).delete()
    else:
        Mail.objects.filter(pk=mail.pk).update(sealed_at=None, due_at=said, leased_until=None)
    return False


def _message(mail: Mail) -> EmailMultiAlternatives:
    headers = {**mail.headers, "Message-ID": mail.message_id}
    message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _postpone(mail: Mail, now: datetime) -> None:
    attempts = mail.attempts + 1
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(
        attempts=attempts,
        leased_until=None,
        due_at=now + timedelta(seconds=5 * 2**attempts),
        dead_at=now if attempts >= ATTEMPTS else None,
    )


class KeptBackend(BaseEmailBackend):
    """The demo's mail: kept as rows, read at `/outbox/`, sent to nobody."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        for message in email_messages:
            html = next((str(part[0]) for part in getattr(message, "alternatives", [])), "")
            for to in message.recipients():
                digest = hashlib.sha256(f"{now.timestamp()}{to}{message.body}".encode()).hexdigest()
                send_once(
                    key=f"kept-{digest}",
                    to=to,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html,
                    now=now,
                )
        Mail.objects.filter(key__startswith="kept-", sent_at=None).update(sent_at=now)
        return len(email_messages)
