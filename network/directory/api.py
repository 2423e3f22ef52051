"""The directory, for programs: members and organisations, found by words and by facets, in the order of the page."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema

from ground.web import page_keys
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import members
from network.directory import queries
from network.directory.queries.asked import FACETS, DirectoryQuery
from network.members.api import READ as READ_MEMBERS
from network.members.api import MemberOut
from network.members.models import Member
from network.organisations.api import READ as READ_ORGANISATIONS
from network.organisations.api import OrganisationRow

router = Router("directory")


class Asked(Schema):
    """Words, and the key of the row after which the page begins."""

    q: str = ""
    after: str = ""


class MembersAsked(Asked):
    """`belongs`: a kind of organisation; `hours`: working hours shared with you today, at least (2, 4 or 6)."""

    belongs: str = ""
    country: str = ""
    language: str = ""
    hours: str = ""


class OrganisationsAsked(Asked):
    """`service`: the first two letters of a category of EBOPS 2010; `sought` and `served`: countries."""

    kind: str = ""
    sector: str = ""
    service: str = ""
    country: str = ""
    sought: str = ""
    served: str = ""
    language: str = ""
    hours: str = ""


@router.reads("members", name="members", who=members(), scope=READ_MEMBERS, answers=Page[MemberOut])
def all_members(request: HttpRequest, asked: Query[MembersAsked]) -> dict[str, Any]:
    """Members, by name; where words are asked for, those first whose name begins with them."""
    return _listed(request, "members", asked)


@router.reads(
    "organisations", name="organisations", who=members(), scope=READ_ORGANISATIONS, answers=Page[OrganisationRow]
)
def all_organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> dict[str, Any]:
    """Organisations, by name; where words are asked for, those first whose name begins with them."""
    return _listed(request, "organisations", asked)


def _listed(request: HttpRequest, show: str, asked: Asked) -> dict[str, Any]:
    said = asked.dict()
    chosen = {facet: said[facet][:40] for facet in FACETS[show] if said[facet]}
    text = " ".join(asked.q.split())[:200]
    wanted = DirectoryQuery(show, text, chosen, page_keys.number(asked.after) or 0)
    assert isinstance(request.user, Member)
    rows, key = queries.rows(wanted, request.user, timezone.now())
    return listed(request, rows, key)
