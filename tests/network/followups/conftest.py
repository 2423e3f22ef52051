import pytest
from django.db import connection

from tests.network.followups import voyages


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in voyages.MODELS:
                editor.create_model(model)
        yield
        with connection.schema_editor() as editor:
            for model in reversed(voyages.MODELS):
                editor.delete_model(model)


@pytest.fixture
def service(tables, db, monkeypatch):
    return voyages.use(monkeypatch)
