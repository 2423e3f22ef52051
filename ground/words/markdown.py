"""Markdown to safe HTML: no raw HTML, no images, no headings, and an allow-list behind it all.

Parsing costs: do it before any lock is taken. What a text may cost is bounded (`bounds`), so that the worst costs
few times an ordinary one of its length.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ground.words import bounds, links, mentions
from ground.words.letters import is_space, is_unseen
from ground.words.mentions import Named

VERSION: Final = 2
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
_ENDS: Final = re.compile(r"</(?:p|li|td|th|blockquote|pre)>|<br>|<hr>")
_TAG: Final = re.compile(r"<[^>]*>")
_BETWEEN: Final = re.compile(r"\n[ \t]*\n\s*")


@dataclass(slots=True)
class Parsed:
    """A text read once. `calls` is what stands behind each @ that may name somebody, in order."""

    text: str
    tokens: list[Token] | None
    calls: list[str]

    def html(self, named: Mapping[int, Named] | None = None) -> str:
        """Safe HTML; `named` says by place in `calls` whom a call means."""
        if self.tokens is None:
            return _as_typed(self.text)
        mentions.link(self.tokens, named or {})
        html = _cleaned(_parser.renderer.render(self.tokens, _parser.options, {}))
        return html if _can_be_read(html) else _as_typed(self.text)


def parse(text: str) -> Parsed:
    if bounds.has_room(text, LONGEST):
        tokens = _parser.parse(text, {})
        if bounds.has_room_for_addresses(tokens):
            return Parsed(text, tokens, mentions.calls_of(tokens))
    return Parsed(text, None, [])


def render(text: str) -> str:
    """Safe HTML of a text that names nobody."""
    return parse(text).html()


def plain(html: str, length: int = 200) -> str:
    """The words of rendered HTML on one line, at most `length` characters."""
    words = " ".join(unescape(nh3.clean(_ENDS.sub(" ", html), tags=set())).split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def is_blank(text: str) -> bool:
    """True when nothing in the text can be seen: only spaces, line ends, fillers and control characters."""
    return all(is_unseen(char) or is_space(char) for char in text)


def _can_be_read(html: str) -> bool:
    """Not too much of it; and not nothing, as of a text that only says where its links would lead."""
    return len(html.encode()) <= bounds.BYTES and ("<hr" in html or not is_blank(_TAG.sub("", html)))


def _as_typed(text: str) -> str:
    """Paragraphs and line ends, and every mark as the letter that it is."""
    parts = _BETWEEN.split(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return _cleaned("".join(f'<p dir="auto">{_lines(part)}</p>\n' for part in parts))


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )


def _turn(state: StateCore) -> None:
    """Give each block of text its own reading direction."""
    for token in state.tokens:
        if token.type in _TURNED:
            token.attrSet("dir", "auto")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (its name there)
        return links.leads_where_it_says(url)


def _make_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "breaks": True, "maxNesting": 12})
    parser.enable(["strikethrough", "table", "linkify"])
    parser.disable(["image", "heading", "lheading", "html_block", "html_inline"])
    parser.core.ruler.at("inline", bounds.inline)
    parser.core.ruler.disable("linkify")
    parser.inline.ruler.at("linkify", links.bare_link)
    parser.block.ruler.at("table", bounds.bounded_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.push("turn", _turn)
    return parser


_parser = _make_parser()
