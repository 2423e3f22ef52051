"""What realtime registers when the program starts."""

from realtime import notices
from realtime.access import revocation
from realtime.jobs import mail, queue
from realtime.jobs.outside import letters, pool
from realtime.operating import heartbeats

__all__ = ["heartbeats", "letters", "mail", "notices", "pool", "queue", "revocation"]
