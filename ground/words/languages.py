"""Languages to choose from, by ISO 639-1 code, named in the language of the page."""

from collections.abc import Iterable

from ground.words.columns import name_key
from ground.words.language import language_name

_NAMED = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it iu ja ka
kk km kn ko ky lo lt lv mi mk ml mn mr ms mt my nb ne nl pa pl ps pt qu rm ro ru rw si sk sl so sq sr st sv sw ta
te tg th ti tk tl tn to tr uk ur uz vi wo xh yi yo yue zh zu
"""
COMMON = (
    *("en", "fr", "es", "de", "nl", "pt", "it", "da", "sv", "nb", "fi", "pl", "cs", "et", "lv", "lt", "el", "tr", "uk"),
    *("ru", "ar", "he", "hi", "zh", "ja", "ko", "vi", "id"),
)
CODES = frozenset(_NAMED.split())


def choices() -> list[tuple[str, str]]:
    """Codes and names, in the order of the names."""
    named = [(code, language_name(code)) for code in CODES]
    return sorted(named, key=lambda pair: (name_key(pair[1]), pair[0]))


def common_choices(kept: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Those that are spoken in most houses, to tick on a form, and whatever was chosen before, by name."""
    named = [(code, language_name(code)) for code in {*COMMON, *kept}]
    return sorted(named, key=lambda pair: name_key(pair[1]))


def is_known(code: str) -> bool:
    return code in CODES
