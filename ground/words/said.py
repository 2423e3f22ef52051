"""What officers and moderators write may be said in several languages.

Translations are kept beside the text, by language and under the very words they translate: `{"fr": {"Software":
"Logiciels"}}`. A text that is worded anew loses its translation and is shown as written until it has another: no reader
is told in French what the original no longer says.
"""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import get_language

Translations = Mapping[str, Mapping[str, str]]


def said(text: str, translations: Translations, language: str = "") -> str:
    """The text in the reader's language (or the one named, as `fr`), or as it was written."""
    code = language or (get_language() or "en").split("-")[0]
    return translations.get(code, {}).get(text) or text


def still_said(translations: Translations, texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """The translations of these texts alone, without empty ones."""
    wanted = set(texts)
    kept = {
        code: {text: words for text, words in pairs.items() if text in wanted and words}
        for code, pairs in translations.items()
    }
    return {code: pairs for code, pairs in kept.items() if pairs}


def languages() -> list[tuple[str, str]]:
    """Codes and names, in themselves, of the languages that pages come in."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]
