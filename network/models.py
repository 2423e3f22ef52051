"""The tables of network, gathered from its features."""

from network.directory import models as directory
from network.forums import models as forums
from network.introductions import models as introductions
from network.members import models as members
from network.members.models import Member
from network.messages import models as messages
from network.organisations import models as organisations
from network.papers import models as papers
from network.safety import models as safety

__all__ = [
    "Member",
    "directory",
    "forums",
    "introductions",
    "members",
    "messages",
    "organisations",
    "papers",
    "safety",
]
