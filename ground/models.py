"""The tables of the ground, gathered."""

from ground.files.loose import LooseFile
from ground.money.ledger.models import Account, Transfer
from ground.web.idempotency import IdempotencyKey

__all__ = ["Account", "IdempotencyKey", "LooseFile", "Transfer"]
