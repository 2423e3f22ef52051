"""Access tokens, and clients that hold one."""

from django.test import Client
from django.utils import timezone

from config import api
from ground.web.api import scopes
from network.safety.actions import Origin
from network.tokens import actions


def make_token(member, *allowed, name="A program", days=30, now=None):
    """The secret of a new token for these scopes; for all where none is named."""
    assert api.ROUTERS  # loaded, so that every scope is declared
    said = allowed or scopes.all_scopes()
    return actions.make(by=member, name=name, scopes=said, days=days, origin=Origin(), now=now or timezone.now())[1]


def program_of(member, *allowed, **headers):
    """A client with a token of this member: a program of theirs."""
    return bearing(make_token(member, *allowed), **headers)


def bearing(secret, **headers):
    return Client(headers={"Authorization": f"Bearer {secret}", **headers})
