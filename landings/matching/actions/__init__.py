"""What one can do with a match: propose it, decline it, withdraw it."""

from landings.matching.actions.proposing import decline, expire_due, propose, withdraw

__all__ = ["decline", "expire_due", "propose", "withdraw"]
