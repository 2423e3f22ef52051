"""Words as typed, made safe, and found in the index: whole words, the beginning of the last, parts of names."""

import unicodedata
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from modelsearch.backends import get_search_backend

MOST = 200
# Words that find more rows than this are too wide: only so many are looked through.
WIDEST = 2000
Rows = QuerySet[Any]


def plain(text: str) -> str:
    """Letters, marks and digits of any script; what else there is separates words."""
    kept = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in text[:MOST])
    return " ".join(kept.split())


def matching(found: Rows, text: str) -> Rows:
    """Those that hold every word. An asked text without a single letter matches nothing."""
    words = plain(text)
    if not words:
        return found.none()
    hits = set(found.filter(name__icontains=_asked(text)).order_by().values_list("pk", flat=True)[:WIDEST])
    hits |= _indexed("autocomplete", found, words)
    if connection.vendor == "postgresql":
        # Only there whole words are also found by their stem: exporting finds export.
        hits |= _indexed("search", found, words)
    kept: Rows = found.filter(pk__in=hits)
    return kept


def _indexed(how: str, found: Rows, words: str) -> set[int]:
    """Asked once and kept as keys: as a subquery the index would be asked again by each facet."""
    ask = getattr(get_search_backend(), how)
    hits: Rows = ask(words, found.model._default_manager.all(), order_by_relevance=False).get_queryset()
    return set(hits.order_by().values_list("pk", flat=True)[:WIDEST])


def _asked(text: str) -> str:
    return " ".join(text[:MOST].replace("\0", "").split())


def in_order(found: Rows, text: str) -> Rows:
    """By name; where words are asked for, those whose name begins with them first, then those whose name holds them."""
    keyed: Rows = found.annotate(nearness=_nearness(text), name_key=Lower("name"))
    return keyed.order_by("nearness", "name_key", "pk")


def _nearness(text: str) -> Any:
    asked = _asked(text)
    if not asked:
        return Value(0, output_field=IntegerField())
    near = (When(name__istartswith=asked, then=Value(0)), When(name__icontains=asked, then=Value(1)))
    return Case(*near, default=Value(2), output_field=IntegerField())


def after(found: Rows, key: int) -> Rows:
    """What follows the row with this key, in the order of `in_order`; everything where the key is not among them."""
    anchor: Any = found.filter(pk=key).values_list("nearness", "name_key").first() if key else None
    if anchor is None:
        return found
    nearness, name = anchor
    same_name = Q(nearness=nearness, name_key=name, pk__gt=key)
    return found.filter(Q(nearness__gt=nearness) | Q(nearness=nearness, name_key__gt=name) | same_name)
