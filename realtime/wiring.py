"""What realtime registers when the program starts."""

from realtime import mail, notices, outbox, revocation

__all__ = ["mail", "notices", "outbox", "revocation"]
