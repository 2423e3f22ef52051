"""The staff's pages of network, gathered from its features."""

from network.forums import admin as forums
from network.members import admin as members

__all__ = ["forums", "members"]
