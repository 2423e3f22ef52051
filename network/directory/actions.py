"""What one can do with the search index: put a row into it, and learn the words that are searched."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from modelsearch import index
from modelsearch.backends import get_search_backend

from ground.words import searching
from network.directory.models import SearchWord
from network.directory.queries.index import current
from network.directory.queries.vocabulary import is_learnt

IN_ONE_GO = 200


def put(row: Any) -> None:
    """Index a row anew, and learn its words."""
    index.insert_or_update_object(row)
    learn(row.learnt_words)


def put_all(model: Any, rows: Iterable[Any]) -> None:
    """The same for many of a kind."""
    those = list(rows)
    for at in range(0, len(those), IN_ONE_GO):
        some = those[at : at + IN_ONE_GO]
        get_search_backend().add_bulk(model, some)
        learn(" ".join(row.learnt_words for row in some))


def refresh(rows: QuerySet[Any]) -> int:
    """Index those of these rows that the index does not have, or has in an older way. Returns how many."""
    model = rows.model
    missing = list(rows.exclude(pk__in=current(model)).order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(missing), IN_ONE_GO):
        put_all(model, model._default_manager.filter(pk__in=missing[at : at + IN_ONE_GO]))
    return len(missing)


def learn(text: str) -> None:
    """Keep the words of a text that are new. A word that is gone may stay: what it would find is asked again."""
    here = {word for word in searching.words(text) if is_learnt(word)}
    known = set(SearchWord.objects.filter(text__in=here).values_list("text", flat=True)) if here else set()
    fresh = [SearchWord(text=word) for word in sorted(here - known)]
    if fresh:
        SearchWord.objects.bulk_create(fresh, ignore_conflicts=True)
