import pytest
from django.db import connection

from tests.factories.members import make_member
from tests.network.reviews.tastings import Tasting, use


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    """The invented area's own table, while its tests run."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Tasting)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Tasting)


@pytest.fixture
def fair(tables, db, monkeypatch):
    return use(monkeypatch, [make_member() for _ in range(4)])
