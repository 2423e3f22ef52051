"""From where a browser may open a socket: only from our own pages, or another site could speak as its visitor."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import OriginValidator
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from realtime.connections.connection import Send
from realtime.connections.protocol import WRONG_ORIGIN
from realtime.socket.endpoint import Receive, refuse


class OurOrigins(OriginValidator):
    """Channels' check, asked by the settings of the moment, and answered so that the browser sees the reason.

    Scheme, host and port must be one of LIVE_ORIGINS; with LIVE_SAME_HOST, host and port those that were called.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    @property
    def allowed_origins(self) -> Sequence[str]:
        return [allowed.rstrip("/") for allowed in settings.LIVE_ORIGINS]

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if self._is_ours(dict(scope["headers"])):
            await self.application(scope, receive, send)
        else:
            await refuse(WRONG_ORIGIN, receive, send)

    def _is_ours(self, headers: dict[bytes, bytes]) -> bool:
        try:
            origin = urlsplit(headers.get(b"origin", b"").decode("latin-1").lower())
            if self.valid_origin(origin):
                return True
        except ValueError:  # no address at all, or a port that is no number
            return False
        host = headers.get(b"host", b"").decode("latin-1").lower()
        return bool(settings.LIVE_SAME_HOST) and _known(host) and origin.netloc == host


def _known(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
