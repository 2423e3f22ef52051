"""Is it alive, and can it serve: for whoever runs it."""

from typing import Any

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from realtime.operating import heartbeats
from realtime.streams import hints


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """With the database it serves; what else is missing makes it slower, or what is told late, and stands in
    `degraded`. 503 when it cannot serve.
    """
    database = database_answers()
    said: dict[str, Any] = {"database": database, "redis": redis_answers(), "ready": database}
    if database:
        said |= _behind(redis=said["redis"])
    return JsonResponse(said, status=200 if database else 503, headers={"Cache-Control": "no-store"})


def _behind(*, redis: bool) -> dict[str, Any]:
    felt, age = heartbeats.felt(), heartbeats.age_of_waiting_work(timezone.now())
    sound = {"redis": redis, "worker": felt.workers > 0, "clock": felt.clock_ticks, "work": age <= heartbeats.LATE}
    return {
        "workers": felt.workers,
        "clock": felt.clock_ticks,
        "waiting_seconds": round(age, 1),
        "degraded": [name for name, well in sound.items() if not well],
    }


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def redis_answers() -> bool:
    if not settings.REDIS_URL:
        return False
    try:
        return bool(hints.client().ping())
    except redis.RedisError:
        return False
