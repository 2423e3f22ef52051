"""What the directory itself adds to the search over everything: organisations and members."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.directory.queries.matching import hits_of, in_order
from network.directory.registry import Found, SearchSource, register
from network.members.models import Member
from network.members.registry import loading
from network.organisations.models import Organisation


def _organisations(me: Member, text: str, limit: int) -> list[Found]:
    rows = _nearest(Organisation, me, text)[:limit]
    return [
        Found(row.name, row.get_absolute_url(), f"{row.get_kind_display()} · {row.country.name}", "building-2")
        for row in rows
    ]


def _members(me: Member, text: str, limit: int) -> list[Found]:
    rows = _nearest(Member, me, text).prefetch_related(*loading())[:limit]
    return [Found(row.name, row.get_absolute_url(), row.headline, "user-round", offices=row.offices) for row in rows]


def _nearest(model: Any, me: Member, text: str) -> QuerySet[Any]:
    found: QuerySet[Any] = in_order(model.objects.filter(pk__in=hits_of(model, me, text)), text)
    return found


def _more(show: str, text: str) -> str:
    return f"{reverse('network:directory')}?{urlencode({'show': show, 'q': text})}"


register(
    SearchSource("organisations", _("Organisations"), _organisations, more=lambda text: _more("organisations", text))
)
register(SearchSource("members", _("People"), _members, more=lambda text: _more("members", text)))
