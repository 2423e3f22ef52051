"""Fixtures for every test."""

import os

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ground.web import buckets
from ground.web.asking import CONFIRMED
from realtime.streams import hints
from tests.browser import chromium
from tests.plugins import lines, storages, tables
from tests.plugins.guards import let_flush_pass
from tests.prepared import prepared
from tests.sizes import BROAD
from tests.transactions import undone

__all__ = ["prepared"]

# How long an example takes to make or to run says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("kontor", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("kontor")


def pytest_collection_modifyitems(config, items):
    """What is too long for every day is left to the continuous integration, and to who names it."""
    if BROAD or any("::" in word for word in config.args):
        return
    wide = [item for item in items if item.get_closest_marker("wide")]
    config.hook.pytest_deselected(items=wide)
    items[:] = [item for item in items if item not in wide]


def pytest_terminal_summary(terminalreporter):
    if not chromium.find(os.environ):
        terminalreporter.section("browser tests")
        terminalreporter.line("The browser tests did NOT run here: no Chromium is on the PATH, nor named by CHROMIUM.")


class Resolute(Client):
    """A client that presses yes in the question before a weighty step."""

    def post(self, path, data=None, *args, **kwargs):
        answer = super().post(path, data, *args, **kwargs)
        if not hasattr(answer, "asks"):
            return answer
        return super().post(path, {**(data or {}), CONFIRMED: "1"}, *args, **kwargs)


@pytest.fixture(scope="session")
def _shelf(request):
    return request.config.cache.mkdir("kontor-tables")


@pytest.fixture(scope="session")
def django_db_keepdb(_shelf, django_db_modify_db_settings):
    return tables.lay_out(_shelf)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, _shelf):
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            tables.put_away(_shelf)
        yield
        lines.hang_up()


@pytest.fixture(scope="session", autouse=True)
def _flush_past_guards():
    with pytest.MonkeyPatch.context() as patch:
        let_flush_pass(patch)
        storages.keep_out_of_transactions(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _patience_with_redis():
    """What a test says to Redis arrives on a busy machine too. Servers that a test starts keep their patience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hints, "PATIENCE", 10)
        patch.setattr(buckets, "PATIENCE", 10)
        yield


@pytest.fixture(scope="module")
def module_transaction(django_db_setup, django_db_blocker):
    """What a fixture of the module draws in it is there for each test, and gone with the module. Each test undoes what
    it does in a transaction within it, and gets a copy of what was drawn: `deepcopy(drawn)`.
    """
    with django_db_blocker.unblock(), undone():
        yield


@pytest.fixture
def log_in():
    """`log_in(member)` gives a client that is that member, and answers yes where the house asks."""

    def client_of(member):
        client = Resolute()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def count_queries():
    """`count_queries(fetch)` calls it once to warm up, then tells how many queries it makes.

    A list is sound when the count is the same at one row and at three:

        one = count_queries(lambda: client.get(url))
        make_thread(), make_thread()
        assert count_queries(lambda: client.get(url)) == one
    """

    def count(fetch):
        fetch()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            fetch()
        return len(queries)

    return count


@pytest.fixture
def real_limits(settings, monkeypatch):
    """How often members may write as in production, at one moment: time stands still, and nothing was written yet.

    Other tests write quicker than people.
    """
    settings.LIMITS_TIMES = 1
    buckets.empty_all()
    monkeypatch.setattr(buckets, "take", lambda wanted: buckets.take_here(wanted, 1000.0))
    monkeypatch.setattr(buckets, "left", lambda wanted: buckets.left_here(wanted, 1000.0))
    yield
    buckets.empty_all()
