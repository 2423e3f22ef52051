"""Whom the network itself finds for a member: who knows those they know, who sells where or what they sell.

Every step reads an index and no more rows than its bound says, whatever the tables hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ground.places.countries import country_name
from ground.tables import statements
from ground.words.ebops import NAMES as SERVICES
from network.connections.registry import Candidate, SuggestionSource
from network.members.models import Member
from network.organisations.models import Market, Membership, ServiceLine
from network.reasons.rules import Figures

FRIENDS: Final = 200
"""So many of one's own connections, the newest, are asked whom they know."""
SEEN: Final = 6_000
BEST: Final = 60
FULL: Final = 5
"""So many in common are as good as more."""
ORGANISATIONS: Final = 60
PEOPLE: Final = 100
# Both sides of a pair have an index of their own: one half of each union for each.
_KNOWN_TO_KNOWN: Final = """
WITH friends AS (
  SELECT who FROM (
    SELECT high_id AS who, connected_at FROM network_memberconnection
      WHERE low_id = %s AND connected_at IS NOT NULL
    UNION ALL
    SELECT low_id, connected_at FROM network_memberconnection
      WHERE high_id = %s AND connected_at IS NOT NULL
  ) mine ORDER BY connected_at DESC LIMIT %s
), seen AS (
  SELECT who FROM (
    SELECT c.high_id AS who FROM friends f JOIN network_memberconnection c
      ON c.low_id = f.who AND c.connected_at IS NOT NULL
    UNION ALL
    SELECT c.low_id FROM friends f JOIN network_memberconnection c
      ON c.high_id = f.who AND c.connected_at IS NOT NULL
  ) theirs LIMIT %s
)
SELECT who, COUNT(*) FROM seen WHERE who <> %s AND who NOT IN (SELECT who FROM friends)
GROUP BY who ORDER BY COUNT(*) DESC, who DESC LIMIT %s
"""


def known_to_known(me: Member) -> Iterator[Candidate]:
    """Those whom one's connections are connected with, the most in common first."""
    found = statements.say(_KNOWN_TO_KNOWN, (me.pk, me.pk, FRIENDS, SEEN, me.pk, BEST)).rows()
    return ((who, min(1.0, count / FULL), {"count": count}) for who, count in found)


def selling_there(me: Member) -> Iterator[Candidate]:
    """People of organisations that sell, or want to, to a market that one's own does."""
    mine = list(_own(Market.objects.all(), me).values_list("country", flat=True).distinct()[:8])
    rows = Market.objects.filter(country__in=mine).order_by("-pk").values_list("organisation_id", "country")
    return _people_of(me, rows, "market", of=len(mine)) if mine else iter(())


def selling_the_same(me: Member) -> Iterator[Candidate]:
    """People of organisations that sell a service of a category that one's own does."""
    mine = list(_own(ServiceLine.objects.all(), me).values_list("category", flat=True).distinct()[:8])
    rows = ServiceLine.objects.filter(category__in=mine).order_by("-pk").values_list("organisation_id", "category")
    return _people_of(me, rows, "service", of=len(mine)) if mine else iter(())


def _own(rows: "QuerySet[Any]", me: Member) -> "QuerySet[Any]":
    theirs = Membership.objects.filter(member=me, organisation__closed_at=None).values("organisation_id")
    return rows.filter(organisation__in=theirs).order_by()


def _people_of(me: Member, rows: "QuerySet[Any, Any]", word: str, *, of: int) -> Iterator[Candidate]:
    """Of each organisation the first that it shares; how many of them they are says how much it is worth."""
    first: dict[int, str] = {}
    shared: dict[int, set[str]] = defaultdict(set)
    for organisation, what in rows[:ORGANISATIONS]:
        first.setdefault(organisation, str(what))
        shared[organisation].add(str(what))
    people = Membership.objects.filter(organisation__in=list(first), organisation__closed_at=None).exclude(member=me)
    best = Counter({one: len(shared[one]) for one in first})
    for member_id, organisation in people.order_by("-pk").values_list("member_id", "organisation_id")[:PEOPLE]:
        yield member_id, best[organisation] / of, {word: first[organisation]}


def _in_common(figures: Figures) -> str:
    words = ngettext("%(count)s connection in common", "%(count)s connections in common", figures["count"])
    return words % figures


def _market(figures: Figures) -> str:
    return _("You both sell to %(market)s, or want to") % {"market": country_name(figures["market"])}


def _service(figures: Figures) -> str:
    named = str(SERVICES.get(figures["service"], figures["service"]))
    return _("You both sell: %(service)s") % {"service": named}


SOURCES: Final = (
    SuggestionSource(name="known", label=gettext_lazy("In common"), weight=40, find=known_to_known, why=_in_common),
    SuggestionSource(name="market", label=gettext_lazy("Markets"), weight=20, find=selling_there, why=_market),
    SuggestionSource(name="service", label=gettext_lazy("Services"), weight=15, find=selling_the_same, why=_service),
)
