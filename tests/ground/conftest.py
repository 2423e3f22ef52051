import pytest

from ground.money.ledger import registry
from tests.ground.money.ledger.escrow import PURPOSES, REASONS


@pytest.fixture
def escrow(monkeypatch):
    """The invented user of the ledger, registered as an area is; what it vouches for is in the list that is given."""
    told = []
    for name in ("_purposes", "_reasons"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    for name in ("_vouchers", "_checks"):
        monkeypatch.setattr(registry, name, list(getattr(registry, name)))
    registry.register_purposes(*PURPOSES)
    registry.register_reasons("deal", REASONS)
    registry.vouch(lambda: told)
    return told
