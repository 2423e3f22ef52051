"""Bare addresses in a text become links: http and https alone, found by linkify-it before emphasis is looked for.

Addresses of mail and bare hosts stay text: a link that nobody typed is a surprise, and `report.pdf.zip` is no host.
"""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from linkify_it import LinkifyIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.rules_inline import StateInline

from ground.words.letters import hides
from ground.words.likeness import mixes_likenesses

LONGEST: Final = 2_000
_SCHEME: Final = re.compile(r"(?<![A-Za-z0-9.+-])https?\Z", re.IGNORECASE)
# Where an address ends in a sentence, whatever linkify-it says: the points of Chinese and Japanese, code, cells.
_STOPS: Final = re.compile(r"[`|\u3001-\u3003\u3008-\u3011\u300c-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]")
_TRAILING: Final = "*_~…’”»"
_finder: Final = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


class WebAddressField(forms.URLField):
    """The address of a page that a member writes down: https where nothing is said, and it leads where it says."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        must_lead_where_it_says(address or "")
        return address


def must_lead_where_it_says(address: str) -> None:
    """Raises ValidationError for what is no plain address of a page."""
    plain = address.startswith(("http://", "https://")) and leads_where_it_says(address)
    if address and (not plain or hides(address) or address != "".join(address.split())):
        words = _("Give the plain address of a page, such as https://example.com, without a name or password in it.")
        raise ValidationError(words, code="address")


def bare_link(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it at the colon of an address. What is before it stands already in `state.pending`."""
    at = state.pos
    if state.linkLevel > 0 or state.src[at : at + 3] != "://":
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    length = _length(state.src[at + 1 : state.posMax][:LONGEST]) if scheme else 0
    if not scheme or not length:
        return False
    address = scheme[0] + state.src[at : at + 1 + length]
    if not leads_where_it_says(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        _push(state, address)
    state.pos += 1 + length
    return True


def leads_where_it_says(address: str) -> bool:
    """No address too long to read, nor one that passes for another's: `https://bank.example@elsewhere.example`, or
    `bank` with a Cyrillic а.
    """
    if len(address) > LONGEST or not validateLink(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    deceives = "@" in parts.netloc or (not parts.netloc.isascii() and mixes_likenesses(parts.netloc))
    return not deceives and (not parts.scheme.startswith("http") or bool(parts.netloc))


def _length(rest: str) -> int:
    """How far the address goes; marks of emphasis at its end belong to the sentence around it."""
    length = int(_finder.test_schema_at(_STOPS.split(rest, maxsplit=1)[0], "http:", 0))
    return 0 if length == LONGEST else len(rest[:length].rstrip(_TRAILING))


def _push(state: StateInline, address: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
