"""The pages of notices."""

from network.notices.views.lists import badge, go, news, notices, preferences, read_all, unsubscribe

__all__ = ["badge", "go", "news", "notices", "preferences", "read_all", "unsubscribe"]
