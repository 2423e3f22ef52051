"""What the directory itself adds to the search over everything: organisations and members."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.directory.sources import Found, SearchSource, register
from network.directory.words import in_order, matching
from network.members.models import Member
from network.organisations.models import Organisation


def _organisations(me: Member, text: str, limit: int) -> list[Found]:
    rows = in_order(matching(Organisation.objects.visible_to(me), text), text)[:limit]
    return [
        Found(row.name, row.get_absolute_url(), f"{row.get_kind_display()} · {row.country.name}", "building-2")
        for row in rows
    ]


def _members(me: Member, text: str, limit: int) -> list[Found]:
    rows = in_order(matching(Member.objects.visible_to(me), text), text)[:limit]
    return [Found(row.name, row.get_absolute_url(), row.headline, "user-round") for row in rows]


def _more(show: str, text: str) -> str:
    return f"{reverse('network:directory')}?{urlencode({'show': show, 'q': text})}"


register(
    SearchSource("organisations", _("Organisations"), _organisations, more=lambda text: _more("organisations", text))
)
register(SearchSource("members", _("People"), _members, more=lambda text: _more("members", text)))
