import pytest

from tests.network.signing.treaties import use


@pytest.fixture
def treaties(monkeypatch):
    return use(monkeypatch)
