import pytest

from tests.network.dealings.barters import use


@pytest.fixture
def barters(monkeypatch):
    return use(monkeypatch)
