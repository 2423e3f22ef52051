"""Bearer links: addresses that work without log-in because they hold a secret.

The secret is derived from the site's key, a purpose, a row and its nonce, and only its SHA-256 is stored: neither
the database nor a log gives an address away, and a new nonce revokes the old address.
"""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_nonce() -> str:
    return secrets.token_hex(8)


def token_for(purpose: str, pk: int, nonce: str) -> str:
    """The secret part of the address, 43 characters."""
    return salted_hmac(f"kontor.bearer.{purpose}", f"{pk}.{nonce}", algorithm="sha256").hexdigest()[:43]


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
