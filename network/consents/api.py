"""Consents, for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Schema

from ground.tables.pages import page_of
from ground.web import page_keys
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import members
from network.consents import queries
from network.members.models import Member
from network.mydata.api import READ

router = Router("my data")


class ConsentOut(Schema):
    """A choice of a `kind` (terms, privacy, mail, show) about a thing; `version` marks the words that were read."""

    id: int
    kind: str
    about: str
    choice: str
    is_given: bool
    version: str
    at: datetime


class ConsentsAsked(Schema):
    after: str = ""


@router.reads("me/consents", name="consents", who=members(), scope=READ, answers=Page[ConsentOut])
def consents(request: HttpRequest, asked: Query[ConsentsAsked]) -> dict[str, Any]:
    """What you agreed to and took back, the newest first."""
    assert isinstance(request.user, Member)
    found, last = page_of(queries.history(request.user, before=page_keys.number(asked.after)), queries.PAGE)
    return listed(request, found, last.pk if last else 0)
