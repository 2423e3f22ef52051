"""From where a browser may open a socket: only from our own pages, or another site could speak as its visitor."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_ours(scope: dict[str, Any]) -> bool:
    """Scheme, host and port must be one of LIVE_ORIGINS; with LIVE_SAME_HOST, host and port those that were called."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1").lower()
    if origin in {allowed.lower().rstrip("/") for allowed in settings.LIVE_ORIGINS}:
        return True
    host = headers.get(b"host", b"").decode("latin-1").lower()
    return settings.LIVE_SAME_HOST and _known(host) and urlsplit(origin).netloc == host


def _known(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
