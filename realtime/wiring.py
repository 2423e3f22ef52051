"""What realtime registers when the program starts."""

from realtime import mail, notices, outbox, pulse, revocation

__all__ = ["mail", "notices", "outbox", "pulse", "revocation"]
