from tests.events.presences import here

__all__ = ["here"]
