"""One's own data, for programs: asking for all of it, and fetching it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema, Status

from ground.files.keeping import attachment
from ground.web.api import keys, scopes
from ground.web.api.routers import Router
from ground.web.policies import OWN, members, only
from network.members.models import Member
from network.mydata import actions, queries, rules
from network.mydata.models import Export, ExportPart

READ = scopes.declare("mydata:read", _("Fetch the exports of all that is yours, and read your consents"))
WRITE = scopes.declare("mydata:write", _("Ask for an export of all that is yours"))
router = Router("my data")


class PartOut(Schema):
    """One archive (ZIP): `size` in bytes, `url` where it is fetched with the same token."""

    number: int
    size: int
    url: str

    @staticmethod
    def resolve_url(part: ExportPart) -> str:
        return reverse("api:export-part", args=[part.export_id, part.number])


class ExportOut(Schema):
    """`state` is waits, made, gone or failed; it can be fetched while it is made, until `expires_at`."""

    id: int
    state: str
    asked_at: datetime
    made_at: datetime | None
    expires_at: datetime | None
    parts: list[PartOut]

    @staticmethod
    def resolve_parts(export: Export) -> list[ExportPart]:
        return list(export.parts.all())


@router.reads("me/exports", name="exports", who=members(), scope=READ, answers=list[ExportOut])
def exports(request: HttpRequest) -> list[Export]:
    """Your exports, the newest first: the last fifty."""
    return list(queries.exports_of(_me(request))[:50])


@router.writes("me/exports", name="ask-export", who=members(), scope=WRITE, answers={201: ExportOut}, limited="step")
def ask(request: HttpRequest) -> Status[Any]:
    """Have one made in the background: one at a time, and three within a week."""
    made = actions.ask(by=_me(request), key=keys.key_of(request), now=timezone.now())
    return Status(201, made)


@router.reads("me/exports/{row:export_id}", name="export", who=only(member=OWN), scope=READ, answers=ExportOut)
def export(request: HttpRequest, export_id: int) -> Export:
    """One of yours."""
    return get_object_or_404(queries.exports_of(_me(request)), pk=export_id)


@router.fetches(
    "me/exports/{row:export_id}/parts/{row:number}",
    name="export-part",
    who=only(member=OWN),
    scope=READ,
    media="application/zip",
)
def part(request: HttpRequest, export_id: int, number: int) -> HttpResponse:
    """The bytes of one archive."""
    now, me = timezone.now(), _me(request)
    found = get_object_or_404(Export.objects.of(me), pk=export_id)
    if not rules.may_fetch(found, me.pk, now):
        raise Http404
    there = get_object_or_404(ExportPart.objects.filter(export=found), number=number)
    answer = attachment(there.file, there.download_name, "application/zip")
    actions.note_fetched(found.pk, now=now)
    return answer


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
