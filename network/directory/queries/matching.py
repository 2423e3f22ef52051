"""What a list holds of the words that were typed, and in which order."""

from functools import cache
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from ground.tables.worded import Worded
from ground.words import searching
from ground.words.columns import name_key
from network.directory.queries import index
from network.members.models import Member, someone

# Words that find more rows than this are too wide: only so many are looked through, the newest.
WIDEST = 2000
Rows = QuerySet[Any]


def matching(found: Rows, text: str) -> Rows:
    """Those that hold every word. An asked text without a single letter matches nothing."""
    # Asked once and kept as keys: as a subquery the index would be asked again by each facet.
    kept: Rows = found.filter(pk__in=hits(found, text))
    return kept


def hits(found: Rows, text: str) -> list[int]:
    """The keys of those that hold every word, the newest."""
    asked = searching.asked(text)
    if not asked:
        return []
    return list(index.holding(found, asked).order_by("-pk").values_list("pk", flat=True)[:WIDEST])


def hits_of(model: Any, me: Member, text: str) -> list[int]:
    """The same of all that a member sees of a model, in a statement that is worded once."""
    asked = searching.asked(text)
    return _visible_hits(model).objects(me=me.pk, **index.question(model, asked)) if asked else []


@cache
def _visible_hits(model: Any) -> Worded[int]:
    def build(me: int, said: str, kind: int) -> Rows:
        rows = index.found_by(model.objects.visible_to(someone(me)), said, kind)
        found: Rows = rows.order_by("-pk").values_list("pk", flat=True)[:WIDEST]
        return found

    return Worded(build, may_lack=["me"])


def in_order(found: Rows, text: str) -> Rows:
    """By name; where words are asked for, those whose name begins with them first, then those whose name holds them."""
    keyed: Rows = found.annotate(nearness=_nearness(text), name_key=F("folded_name"))
    return keyed.order_by("nearness", "name_key", "pk")


def _nearness(text: str) -> Any:
    asked = name_key(text.replace("\0", ""))
    if not asked:
        return Value(0, output_field=IntegerField())
    near = (When(folded_name__startswith=asked, then=Value(0)), When(folded_name__contains=asked, then=Value(1)))
    return Case(*near, default=Value(2), output_field=IntegerField())


def after(found: Rows, key: int) -> Rows:
    """What follows the row with this key, in the order of `in_order`; everything where the key is not among them."""
    anchor: Any = found.filter(pk=key).values_list("nearness", "name_key").first() if key else None
    if anchor is None:
        return found
    nearness, name = anchor
    same_name = Q(nearness=nearness, name_key=name, pk__gt=key)
    return found.filter(Q(nearness__gt=nearness) | Q(nearness=nearness, name_key__gt=name) | same_name)
