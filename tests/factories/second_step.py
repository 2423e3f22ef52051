"""A member's authenticator app, and the code that it shows now."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache


def with_an_app(member):
    """The member with an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret


def code_of(secret):
    """What the app shows now, also when it was typed already a moment ago."""
    cache.clear()
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def has_an_app(member):
    return Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).exists()
