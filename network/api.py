"""What programs can ask of network, feature by feature."""

from ground.web.api import holders
from ground.web.api.routers import Router
from network.bookmarks.api import router as bookmarks
from network.connections.api import router as connections
from network.consents.api import router as consents
from network.directory.api import router as directory
from network.following.api import router as following
from network.forums.api import router as forums
from network.forums.api.drafts import router as drafts
from network.members.api import router as members
from network.messages.api import router as messages
from network.mydata.api import router as mydata
from network.organisations.api import router as organisations
from network.recommendations.api import router as recommendations
from network.tokens.api import holder_of

holders.find_with(holder_of)
ROUTERS: tuple[Router, ...] = (
    bookmarks,
    connections,
    consents,
    directory,
    drafts,
    following,
    forums,
    members,
    mydata,
    messages,
    organisations,
    recommendations,
)
