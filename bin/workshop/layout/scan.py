"""A template cut into its smallest parts: spaces, words, Django's tags, HTML's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
NAMED = re.compile(r"\{%\s*(\w+)")
TAG = re.compile(r"</?([a-zA-Z][\w-]*)")
SPACE = re.compile(r"\s+")
WORD = re.compile(r"(?:(?!\{[%{#])[^\s<])+|<")
CHOICE = re.compile(r"(\{%\s*(?:if|elif|else|endif)\b.*?%\})")
# What lies between these is kept as it is, letter by letter.
VERBATIM = {"blocktranslate", "blocktrans", "comment", "verbatim"}
VERBATIM_ELEMENTS = {"pre", "textarea", "script", "style"}


@dataclass(frozen=True)
class Part:
    """`kind` is space, word, value ({{ }}), note ({# #}), tag ({% %}), verbatim, open, close or markup (<!…>)."""

    kind: str
    text: str
    name: str = ""


def parts(source: str) -> Iterator[Part]:
    at = 0
    while at < len(source):
        part = _next(source, at)
        yield part
        at += len(part.text)
        if part.kind == "open" and part.name in VERBATIM_ELEMENTS:
            end = _find(source, f"</{part.name}", at)
            yield Part("verbatim", source[at:end])
            at = end


def _next(source: str, at: int) -> Part:
    if found := SPACE.match(source, at):
        return Part("space", found[0])
    if found := DJANGO.match(source, at):
        return _django(source, at, found[0])
    if source.startswith("<!", at):
        closing = "-->" if source.startswith("<!--", at) else ">"
        return Part("markup", source[at : _find(source, closing, at) + len(closing)])
    if found := TAG.match(source, at):
        text = source[at : _end_of_tag(source, at)]
        return Part("close" if text.startswith("</") else "open", text, found[1].lower())
    found = WORD.match(source, at)
    return Part("word", found[0] if found else source[at])


def _django(source: str, at: int, text: str) -> Part:
    if text.startswith("{{"):
        return Part("value", text)
    if text.startswith("{#"):
        return Part("note", text)
    named = NAMED.match(text)
    name = named[1] if named else ""
    if name not in VERBATIM:
        return Part("tag", text, name)
    closing = re.compile(r"\{%\s*end" + name + r"\s*%\}").search(source, at)
    return Part("verbatim", source[at : closing.end() if closing else len(source)], name)


def _end_of_tag(source: str, at: int) -> int:
    """Where an HTML tag ends: at the first > outside of its quotes and of Django's tags."""
    quote = ""
    while at < len(source):
        if found := DJANGO.match(source, at):
            at = found.end()
            continue
        letter = source[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == ">":
            return at + 1
        at += 1
    return at


def _find(source: str, words: str, at: int) -> int:
    found = source.find(words, at)
    return len(source) if found < 0 else found


def attributes(tag: str) -> list[str]:
    """What an HTML tag holds between its name and its end, an {% if %} with all that it decides about as one."""
    found: list[str] = []
    deep, at, body = 0, 0, _body(tag)
    word = ""
    while at < len(body):
        if (space := SPACE.match(body, at)) and deep and word.endswith("%}"):
            at = space.end()
            continue
        if space and not deep:
            found, word, at = ([*found, word] if word else found), "", space.end()
            continue
        text, change = _unit(body, at, bool(word))
        if change > 0 and not deep and word and _is_whole(word):
            found, word = [*found, word], ""
        if deep and text.startswith("{%"):
            word = word.rstrip()
        deep += change
        word, at = word + text, at + len(text)
    return [*found, word] if word else found


def branches(unit: str) -> list[str]:
    """The tags of an {% if %} among attributes, and what stands between them; the unit alone where it is no such."""
    found = [piece for piece in CHOICE.split(unit) if piece]
    return found if all(piece.count('"') % 2 == 0 or CHOICE.match(piece) for piece in found) else [unit]


def _body(tag: str) -> str:
    found = TAG.match(tag)
    end = -2 if tag.endswith("/>") else -1
    return tag[found.end() if found else 0 : end]


def _unit(body: str, at: int, inside: bool) -> tuple[str, int]:
    if found := DJANGO.match(body, at):
        named = NAMED.match(found[0])
        name = named[1] if named else ""
        if name in VERBATIM:
            return _django(body, at, found[0]).text, 0
        return found[0], 1 if name in BLOCKS else -1 if name.startswith("end") else 0
    if body[at] in "\"'":
        return body[at : _end_of_quote(body, at)], 0
    if space := SPACE.match(body, at):
        return " " if "\n" in space[0] else space[0], 0
    return body[at], 0


def _is_whole(word: str) -> bool:
    """Whether an attribute ends here, so that what follows may stand on a line of its own."""
    return "=" not in word or word[-1] in "\"'}"


def _end_of_quote(body: str, at: int) -> int:
    quote, at = body[at], at + 1
    while at < len(body) and body[at] != quote:
        found = DJANGO.match(body, at)
        at = found.end() if found else at + 1
    return at + 1


# Django's tags that have an end, and what may stand between.
BLOCKS = {
    "if", "for", "part", "with", "block", "autoescape", "slot", "ifchanged", "filter", "spaceless", "element",
    "localize", "localtime", "timezone", "language", "cache",
}  # fmt: skip
BETWEEN = {"else", "elif", "empty", "plural"}
