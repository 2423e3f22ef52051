"""The feed as its page shows it."""

from network.feed.queries.pages import page

__all__ = ["page"]
