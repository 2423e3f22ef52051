from tests.realtime.conftest import connect, house, no_redis, pace

__all__ = ["connect", "house", "no_redis", "pace"]
