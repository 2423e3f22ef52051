"""The staff's pages of landings, gathered from its features."""

from landings.programmes import admin as programmes

__all__ = ["programmes"]
