"""Tokens as their page shows them, and as the door asks for them."""

from dataclasses import dataclass
from datetime import datetime

from ground.web.api import scopes
from network.members.models import Member
from network.tokens.models import AccessToken, hash_of


@dataclass(frozen=True, slots=True)
class Row:
    token: AccessToken
    is_over: bool
    may: list[str]


def tokens_of(member: Member, now: datetime) -> list[Row]:
    """The member's own, newest first, each with what it may do in words."""
    words = scopes.all_scopes()
    found = AccessToken.objects.of(member).order_by("-pk")
    return [Row(one, one.expires_at <= now, [str(words.get(scope, scope)) for scope in one.scopes]) for one in found]


def token_with(secret: str, now: datetime) -> AccessToken | None:
    """What this secret opens: nothing that is ended or over, and nothing of who is not here any more."""
    here = AccessToken.objects.alive(now).filter(member__is_active=True, member__confirmed_at__isnull=False)
    return here.filter(secret_hash=hash_of(secret)).select_related("member").first()
