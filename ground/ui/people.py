"""Faces and places: avatars, countries."""

import unicodedata
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ground.places.countries import country_name

HUES = 12


def avatar(subject: Any, kind: str = "", *, here: bool = False, label: bool = False) -> SafeString:
    """A picture or initials. `kind` is a size (xs s l xl) and, for organisations, `firm`.

    The name stands beside it as a rule, so it is silent; with `label` it says the name itself.
    """
    name = str(getattr(subject, "name", subject) or "")
    return _avatar(name, getattr(subject, "photo_url", ""), getattr(subject, "pk", None), kind, here, label)


@lru_cache(maxsize=4096)
def _avatar(name: str, photo: str, key: object, kind: str, here: bool, label: bool) -> SafeString:
    inside = format_html('<img src="{}" alt="" loading="lazy" width="88" height="88">', photo) if photo else ""
    return format_html(
        '<span class="av h{}{}"{}{}{}>{}</span>',
        hue_of(key if key is not None else name),
        f" {kind}" if kind else "",
        format_html(' role="img" aria-label="{}"', name) if label else SafeString(' aria-hidden="true"'),
        format_html(' data-presence="{}"', key) if key is not None and "firm" not in kind else "",
        SafeString(" data-here") if here else "",
        inside or initials(name),
    )


def with_offices(person: Any) -> SafeString:
    """The name as it is written, and beside it the signs of the offices that the house knows."""
    name, signs = getattr(person, "name", "") or person, signs_of(person)
    return format_html("{}{}", name, signs) if signs else conditional_escape(name)


def signs_of(person: Any) -> SafeString:
    """The signs of the offices that the house knows somebody to hold: nothing for most."""
    offices = getattr(person, "offices", ())
    return SafeString(render_to_string("ui/_offices.html", {"offices": offices}).strip() if offices else "")


def initials(name: str) -> str:
    """First and last word's first letter, as a person sees letters: accents and joined emoji stay whole."""
    words = [word for word in name.split() if _speaks(word)] or name.split()
    picked = words[:1] + (words[-1:] if len(words) > 1 else [])
    return "".join(_first_letter(word) for word in picked).upper() or "?"


def hue_of(key: object) -> int:
    """The same for the same person on every page and in every process."""
    return crc32(str(key).encode()) % HUES


def country(code: str, form: str = "name") -> SafeString:
    """Name and code; with form `chip` the code alone, its name for hover and screen readers."""
    return _country(str(code or ""), form, get_language())


@lru_cache(maxsize=4096)
def _country(code: str, form: str, _language: str | None) -> SafeString:
    name = country_name(code)
    if not name:
        return SafeString("")
    if form == "chip":
        chip = '<span class="cc" title="{0}"><span aria-hidden="true">{1}</span><span class="sr">{0}</span></span>'
        return format_html(chip, name, code)
    return format_html('{} <span class="cc" aria-hidden="true">{}</span>', name, code)


def _speaks(word: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LN" for letter in word)


def _first_letter(word: str) -> str:
    """The first letter with what joins it: combining marks, variation selectors, zero-width-joined emoji."""
    start = next((at for at, letter in enumerate(word) if unicodedata.category(letter)[0] in "LNS"), 0)
    end = start + 1
    while end < len(word) and (_joins(word[end]) or word[end - 1] == "\u200d"):
        end += 1
    return word[start:end]


def _joins(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M" or letter == "\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff"
