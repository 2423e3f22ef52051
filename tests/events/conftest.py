import pytest
from django.test import Client

from tests.events.presences import here

__all__ = ["here"]


@pytest.fixture
def asked_as():
    """`asked_as(member)` gives a client that is that member, and is asked where the house asks."""

    def client_of(member):
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
