"""The staff's pages of network, gathered from its features."""

from network.forums import admin as forums

__all__ = ["forums"]
