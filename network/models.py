"""The tables of network, gathered from its features."""

from network.bookmarks import models as bookmarks
from network.calendar import models as calendar
from network.connections import models as connections
from network.consents import models as consents
from network.conversations import models as conversations
from network.dealings import models as dealings
from network.desk import models as desk
from network.directory import models as directory
from network.following import models as following
from network.forums import models as forums
from network.introductions import models as introductions
from network.members import models as members
from network.members.models import Member
from network.messages import models as messages
from network.mydata import models as mydata
from network.organisations import models as organisations
from network.papers import models as papers
from network.recommendations import models as recommendations
from network.safety import models as safety
from network.signing import models as signing
from network.tokens import models as tokens

__all__ = [
    "Member",
    "bookmarks",
    "calendar",
    "connections",
    "consents",
    "conversations",
    "dealings",
    "desk",
    "directory",
    "following",
    "forums",
    "introductions",
    "members",
    "messages",
    "mydata",
    "organisations",
    "papers",
    "recommendations",
    "safety",
    "signing",
    "tokens",
]
