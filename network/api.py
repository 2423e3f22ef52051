"""What programs can ask of network, feature by feature."""

from ground.web.api import holders
from ground.web.api.routers import Router
from network.bookmarks.api import router as bookmarks
from network.connections.api import router as connections
from network.directory.api import router as directory
from network.following.api import router as following
from network.forums.api import router as forums
from network.members.api import router as members
from network.organisations.api import router as organisations
from network.tokens.api import holder_of

holders.find_with(holder_of)
ROUTERS: tuple[Router, ...] = (bookmarks, connections, directory, following, forums, members, organisations)
