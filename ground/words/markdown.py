"""Markdown to safe HTML: no raw HTML, no images, no headings, and an allow-list behind it all."""

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

VERSION: Final = 1
LONGEST: Final = 20_000

_TAGS: Final = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES: Final = {
    "a": {"href", "class"},
    "ol": {"start", "dir"},
    **{tag: {"dir"} for tag in ("p", "ul", "li", "blockquote", "table")},
}
_TURNED: Final = {"paragraph_open", "bullet_list_open", "ordered_list_open", "blockquote_open", "table_open"}
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ENDS: Final = re.compile(r"</(?:p|li|td|th|blockquote|pre)>|<br>|<hr>")
_TRAILING: Final = ".,;:!?'*_~"


def render(text: str, names: Mapping[str, str] | None = None) -> str:
    """Safe HTML of Markdown. `names` maps each mention as written, without its @, to an address."""
    html = _parser.render(text, {"names": dict(names or {})})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )


def plain(html: str, length: int = 200) -> str:
    """The words of rendered HTML on one line, at most `length` characters."""
    words = " ".join(unescape(nh3.clean(_ENDS.sub(" ", html), tags=set())).split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def is_blank(text: str) -> bool:
    """True when nothing in the text can be seen: only spaces, line ends, zero-width and control characters."""
    return all(unicodedata.category(char)[0] in "ZC" for char in text)


def _link_words(state: StateCore) -> None:
    """Give text its reading direction, and make links of bare addresses and of mentions."""
    for token in state.tokens:
        if token.type in _TURNED:
            token.attrSet("dir", "auto")
        if token.type == "inline" and token.children:
            token.children = _linked(token.children, state.env.get("names", {}))


def _linked(children: list[Token], names: Mapping[str, str]) -> list[Token]:
    found: list[Token] = []
    inside = 0
    for token in children:
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not inside:
            found += _split(token.content, names)
        else:
            found.append(token)
    return found


def _split(text: str, names: Mapping[str, str]) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for start, end, address, css in _places(text, names):
        tokens += [_text(text[at:start]), *_link(text[start:end], address, css)]
        at = end
    return [*tokens, _text(text[at:])]


def _places(text: str, names: Mapping[str, str]) -> list[tuple[int, int, str, str]]:
    """Where links begin and end, in order, with their address and class; none overlaps."""
    places = [(m.start(), m.start() + len(url), url, "") for m in _ADDRESS.finditer(text) if (url := _trim(m[0]))]
    for name in sorted(names, key=len, reverse=True):
        places += [
            (m.start(), m.end(), names[name], "mention") for m in re.finditer(rf"@{re.escape(name)}(?!\w)", text)
        ]
    apart: list[tuple[int, int, str, str]] = []
    for place in sorted(places, key=lambda found: (found[0], -found[1])):
        if not apart or place[0] >= apart[-1][1]:
            apart.append(place)
    return apart


def _trim(address: str) -> str:
    """Without the punctuation that ends the sentence; a closing bracket stays when it was opened inside."""
    while address and (address[-1] in _TRAILING or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(content: str, address: str, css: str) -> list[Token]:
    opened = Token("link_open", "a", 1)
    opened.attrSet("href", address)
    if css:
        opened.attrSet("class", css)
    return [opened, _text(content), Token("link_close", "a", -1)]


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 12})
    parser.enable(["strikethrough", "table"])
    parser.disable(["image", "heading", "lheading", "html_block", "html_inline"])
    parser.core.ruler.push("link_words", _link_words)
    return parser


_parser = _make_parser()
