"""The words that are searched, and which of them a misspelt one may have meant."""

from collections.abc import Callable
from typing import Final

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ground.words import searching
from network.directory.models import SearchWord

SHORTEST: Final = 4
# Words that begin or end alike, of about this length: so many are compared, so many are tried.
COMPARED: Final = 5_000
TRIED: Final = 3


def is_learnt(word: str) -> bool:
    """Short words and such as hold digits are searched, never offered."""
    return SHORTEST <= len(word) <= SearchWord.LONGEST and word.isalpha() and not searching.is_unspaced(word)


def meant(text: str, finds: Callable[[str], bool]) -> str:
    """The same words with the unknown ones put right, if that finds something for who asks; else nothing.

    `finds` asks with the asker's own rights: no word is offered because of what they may not read.
    """
    said = searching.words(text)[: searching.MOST]
    unknown = [word for word in said if is_learnt(word) and not _is_known(word)]
    for nth in range(TRIED):
        better = {word: near[min(nth, len(near) - 1)] for word in unknown if (near := _near(word))}
        if not better:
            return ""
        words = " ".join(better.get(word, word) for word in said)
        if finds(words):
            return words
    return ""


def _is_known(word: str) -> bool:
    return SearchWord.objects.filter(text=word).exists()


def _near(word: str) -> list[str]:
    """Words at a distance of one letter, of two where it is long, the nearest first."""
    far = 1 if len(word) < SHORTEST + 2 else 2
    alike = Q(text__startswith=word[:1]) | Q(text__endswith=word[-2:])
    about = SearchWord.objects.annotate(size=Length("text")).filter(
        size__gte=len(word) - far, size__lte=len(word) + far
    )
    texts = list(about.filter(alike).order_by("text").values_list("text", flat=True)[:COMPARED])
    found = process.extract(word, texts, scorer=OSA.distance, score_cutoff=far, limit=TRIED)
    return [text for text, _distance, _at in found]
