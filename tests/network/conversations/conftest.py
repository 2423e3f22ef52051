import pytest

from network.conversations import live, rules
from realtime.kinds import pieces
from tests.factories.members import make_member
from tests.network.conversations import quays


@pytest.fixture
def harbour(monkeypatch):
    """Kinds of conversation for this test alone."""
    monkeypatch.setattr(rules, "_kinds", {})
    monkeypatch.setattr(live, "_moving", set())
    monkeypatch.setattr(pieces, "_shows", {})
    made = quays.Harbour()
    quays.register(made)
    return made


@pytest.fixture
def ship():
    return make_member(name="Ship", headline="Carries tea")


@pytest.fixture
def pilot():
    return make_member(name="Pilot")


@pytest.fixture
def master():
    return make_member(name="Master")
