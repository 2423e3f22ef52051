"""Sentences made once and said often, each with its words for the search index; and rows of that index."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from random import Random
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from modelsearch.models import IndexEntry

from config.demo.large.phrases import SENTENCES, SPOKEN, TITLES, TRADES
from config.demo.large.writing import Writer
from ground.places import gazetteer
from ground.words import searching
from network.directory import actions as directory

LEARNT_IN_ONE_GO: Final = 500
LAST_PLACE: Final = 16_383
"""Where PostgreSQL stops counting the places of words."""


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[str, ...]:
    """What the index keeps of a text, without its version."""
    return tuple(searching.for_index([text]).split()[1:])


class Phrasebook:
    """`say` and `entitle` draw by the given generator; the first of a language are drawn most."""

    def __init__(self, rng: Random, count: int) -> None:
        self._rng = rng
        self.cities = gazetteer.all_places()
        rng.shuffle(self.cities)
        self.sentences = {code: self._made(SENTENCES[code], code, count * share // 100) for code, share in SPOKEN}
        self.titles = {code: self._made(TITLES[code], code, max(20, count * share // 400)) for code, share in SPOKEN}

    def language(self) -> str:
        return self._rng.choices([code for code, _ in SPOKEN], [share for _, share in SPOKEN])[0]

    def say(self, language: str) -> list[str]:
        among, rng = self.sentences[language], self._rng
        return [among[int(len(among) * rng.random() ** 2)] for _ in range(1 + int(rng.random() ** 2 * 5))]

    def entitle(self, language: str) -> str:
        among = self.titles[language]
        return among[int(len(among) * self._rng.random() ** 2)]

    def city(self) -> gazetteer.Found:
        return self.cities[int(len(self.cities) * self._rng.random() ** 2.5)]

    def learn(self, more: Iterable[str]) -> None:
        """Have the search know the words, so that it offers them where one is misspelt."""
        said = [text for table in (self.sentences, self.titles) for texts in table.values() for text in texts]
        known = sorted({word for text in (*said, *more) for word in searching.words(text)})
        for at in range(0, len(known), LEARNT_IN_ONE_GO):
            directory.learn(" ".join(known[at : at + LEARNT_IN_ONE_GO]))

    def _made(self, templates: tuple[str, ...], language: str, count: int) -> list[str]:
        return [self._filled(templates[at % len(templates)], language) for at in range(max(count, len(templates)))]

    def _filled(self, template: str, language: str) -> str:
        city, other, trade = self.city().name, self.city().name, self._rng.choice(TRADES[language])
        return template.format(city=city, other=other, trade=trade, n=self._rng.randint(2, 90))


def html_of(text: str) -> str:
    """What `markdown.render` makes of a paragraph without signs; a test compares them."""
    return f'<p dir="auto">{escape(text, quote=False)}</p>\n'


class Index:
    """Rows of the search index, as modelsearch would write them."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._is_postgresql = connection.vendor == "postgresql"
        self._kinds: dict[Any, int] = {}

    def put(self, model: Any, key: int, texts: Iterable[str], name: str = "") -> None:
        """A row is found by these texts, and by parts of its name."""
        if model not in self._kinds:
            self._kinds[model] = ContentType.objects.get_for_model(model).pk
        named = searching.for_index([], [name]).split() if name else ()
        kept = dict.fromkeys([searching.VERSION, *(word for text in texts for word in words_of(text)), *named])
        self._writer.put(
            IndexEntry,
            content_type_id=self._kinds[model],
            object_id=str(key),
            autocomplete=self._written(kept),
            title="",
            body="",
        )

    def _written(self, words: Iterable[str]) -> str:
        if not self._is_postgresql:
            return " ".join(words)
        return " ".join(f"{word}:{min(at, LAST_PLACE)}" for at, word in enumerate(words, 1))
