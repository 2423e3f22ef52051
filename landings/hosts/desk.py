"""What is named where work about a house's places waits."""

from landings.hosts.models import Site
from network.desk.kinds import NameKind

NAMES = (NameKind("site", Site), NameKind("site.city", Site, "city"))
