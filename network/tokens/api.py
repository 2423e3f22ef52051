"""What a token that came with a request opens: its member, within its scopes."""

from django.utils import timezone

from ground.web.api.holders import Holder
from network.tokens import actions, queries


def holder_of(secret: str) -> Holder | None:
    """Asked anew at each request: a token that was ended lets nobody in from then on."""
    now = timezone.now()
    token = queries.token_with(secret, now)
    if token is None:
        return None
    actions.note_use(token, now=now)
    return Holder(token.member, frozenset(token.scopes))
