"""The staff's pages of network, gathered from its features."""

from network.forums import admin as forums
from network.members import admin as members
from network.mydata import admin as mydata
from network.papers import admin as papers

__all__ = ["forums", "members", "mydata", "papers"]
