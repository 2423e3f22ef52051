"""The tables of realtime, gathered."""

from realtime.jobs.mail import Mail
from realtime.jobs.outside.models import OutsideJob
from realtime.jobs.queue import Job
from realtime.notices.models import MailHours, Muted, Notice, Tray
from realtime.streams import Event, Stream

__all__ = ["Event", "Job", "Mail", "MailHours", "Muted", "Notice", "OutsideJob", "Stream", "Tray"]
