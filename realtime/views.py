"""Is it alive, and can it serve: for whoever runs it."""

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from realtime import hints


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """With the database it serves; without Redis it still does, only slower. 503 when it cannot serve."""
    database = database_answers()
    said = {"database": database, "redis": redis_answers(), "ready": database}
    return JsonResponse(said, status=200 if database else 503, headers={"Cache-Control": "no-store"})


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
