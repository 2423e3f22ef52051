"""The search index on SQLite, asked so that it stays quick with many rows.

modelsearch joins the full-text table with its entries, and SQLite may walk every entry and ask the full-text table
for each one. Here the full-text table is asked once, and the entries it names are looked up by their number.
"""

from typing import Any

from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.models import IndexEntry, SQLiteFTSIndexEntry
from modelsearch.query import PlainText
from modelsearch.utils import get_descendants_content_types_pks


class _OnceAsked:
    """For plain words without an order by relevance; other questions are asked as modelsearch asks them."""

    def search(self: Any, config: Any, start: Any, stop: Any, score_field: Any = None) -> Any:
        asked = normalize(self.query)
        if self.order_by_relevance or score_field or not isinstance(asked, PlainText):
            return super().search(config, start, stop, score_field)  # type: ignore[misc]
        match = MatchExpression(self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(asked, config=config))
        rows = SQLiteFTSIndexEntry.objects.filter(match).values("pk")
        kinds = get_descendants_content_types_pks(self.queryset.model)
        entries = IndexEntry.objects.filter(pk__in=rows, content_type_id__in=kinds)
        keys = entries.annotate(key=Cast("object_id", BigIntegerField())).values("key")
        return self.queryset.filter(pk__in=keys).order_by("-pk")[start:stop]


class SearchCompiler(_OnceAsked, SQLiteSearchQueryCompiler):
    pass


class AutocompleteCompiler(_OnceAsked, SQLiteAutocompleteQueryCompiler):
    pass


class SearchBackend(SQLiteSearchBackend):
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
