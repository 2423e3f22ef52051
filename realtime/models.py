"""The tables of realtime, gathered."""

from realtime.mail import Mail
from realtime.notices.models import MailHours, Muted, Notice, Tray
from realtime.outbox import Outbox
from realtime.receipts import Receipt
from realtime.streams import Event, Stream

__all__ = ["Event", "Mail", "MailHours", "Muted", "Notice", "Outbox", "Receipt", "Stream", "Tray"]
