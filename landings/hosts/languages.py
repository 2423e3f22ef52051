"""Languages to tick on a form: those that are spoken in most houses, and whatever was chosen before."""

from collections.abc import Iterable
from typing import Final

from ground.words.columns import name_key
from ground.words.language import language_name

COMMON: Final = (
    *("en", "fr", "es", "de", "nl", "pt", "it", "da", "sv", "nb", "fi", "pl", "cs", "et", "lv", "lt", "el", "tr", "uk"),
    *("ru", "ar", "he", "hi", "zh", "ja", "ko", "vi", "id"),
)


def choices(kept: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Code and name, by name."""
    named = [(code, language_name(code)) for code in {*COMMON, *kept}]
    return sorted(named, key=lambda pair: name_key(pair[1]))
