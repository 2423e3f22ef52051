"""What following adds to the pages of others: the button, and how many follow."""

from datetime import datetime
from typing import Any

from network.following import queries
from network.members.models import Member, Viewer
from network.members.registry import ProfilePart
from network.organisations.models import Organisation
from network.organisations.registry import PagePart


def _on_profile(other: Member, me: Member, now: datetime) -> dict[str, Any]:
    return {"followed": other, "followers": queries.followers_of_member(other, me)}


def _on_page(organisation: Organisation, viewer: Viewer, now: datetime) -> dict[str, Any]:
    return {"organisation": organisation, "followers": queries.followers_of_organisation(organisation, viewer)}


ON_PROFILE = ProfilePart("network/following/_on_profile.html", _on_profile)
ON_PAGE = PagePart("network/following/_on_page.html", _on_page)
