"""What a request says of where it comes from."""

from hashlib import sha256

from django.http import HttpRequest

from ground.places.zones import is_zone
from ground.words.devices import device_of, shortened
from network.safety.actions.log import Origin

DEVICE = "device"
"""The cookie that tells a browser from others of its kind: a number of its own, nothing else."""


def origin_of(request: HttpRequest) -> Origin:
    zone = request.COOKIES.get("zone", "")
    return Origin(
        device=device_of(request.headers.get("User-Agent", "")),
        zone=zone if len(zone) <= 64 and is_zone(zone) else "",
        network=shortened(request.META.get("REMOTE_ADDR", "")),
    )


def mark_of(number: str) -> str:
    return sha256(number.encode()).hexdigest()[:32]
