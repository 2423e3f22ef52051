"""How often a program may ask, told with each answer (`RateLimit`, `RateLimit-Policy`: draft-ietf-httpapi-ratelimit).

Every request is of the kind `api`; what writes is of the kind of its page's form, too.
"""

import math
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from ground.web import buckets, throttles
from ground.web.api.problems import Problem
from ground.web.limits import Pace

KIND: Final = "api"


@dataclass(frozen=True, slots=True)
class Meter:
    """What is left of the narrowest bucket that the caller has."""

    pace: Pace
    left: int

    def tell(self, answer: HttpResponse) -> None:
        window = max(1, math.ceil(self.pace.size * self.pace.seconds))
        answer["RateLimit-Policy"] = f'"{KIND}";q={self.pace.size};w={window}'
        answer["RateLimit"] = f'"{KIND}";r={self.left};t={max(1, math.ceil(self.pace.seconds))}'


def take(request: HttpRequest, kind: str) -> None:
    """Raises Problem (429) with the seconds to wait, where the caller asks more quickly than they may."""
    wait = buckets.take(throttles.buckets_of(request, kind))
    if wait:
        seconds = math.ceil(wait)
        raise Problem(429, throttles.when(seconds), headers={"Retry-After": str(seconds)})


def read(request: HttpRequest) -> Meter:
    paces = throttles.buckets_of(request, KIND)
    narrowest = min(paces.values(), key=lambda pace: pace.size)
    return Meter(narrowest, buckets.left(paces))
