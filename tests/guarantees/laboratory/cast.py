"""The cast that all tests of a module share: import both fixtures."""

import pytest

from tests.guarantees.worlds import Cast


@pytest.fixture(scope="module")
def drawn(module_transaction):
    return Cast().draw_all()


@pytest.fixture
def cast(drawn, db):
    """Each test sees it in a transaction of its own within that of the module."""
    return drawn.again()
