"""A programme's texts in the reader's language: which they are, and the document with them.

Translations stand in the document, `{"fr": {"the text as written": "its words in French"}}`, so that a version, and an
application that keeps it, keeps them too.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ground.words.said import said

Document = Mapping[str, Any]
_PLAIN: Final = ("summary", "about", "referral")
_LISTED: Final = {
    "rubric": ("label", "description"),
    "rules": ("reason", "referral"),
    "questions": ("label", "help"),
}


def texts_of(document: Document) -> list[str]:
    """What an officer wrote for others to read, in the order of the page, each once."""
    return list(dict.fromkeys(text for text in _texts(document) if isinstance(text, str) and text.strip()))


def _texts(document: Document) -> Iterator[Any]:
    yield from (document.get(name) for name in _PLAIN)
    for name, parts in _LISTED.items():
        for line in document.get(name) or []:
            if isinstance(line, dict):
                yield from (line.get(part) for part in parts)


def rules_said(document: Document) -> list[Mapping[str, Any]]:
    """The rules, with reason and referral in the reader's language."""
    return lines_said(document.get("rules") or [], "rules", document.get("translations") or {})


def lines_said(lines: list[Any], name: str, translations: Mapping[str, Any]) -> list[Any]:
    """Lines of the rubric, rules or questions, as the reader reads them."""
    parts = _LISTED[name]
    return [
        {**line, **{part: said(line[part], translations) for part in parts if line.get(part)}}
        if isinstance(line, dict)
        else line
        for line in lines
    ]
