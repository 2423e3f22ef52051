"""What of a line reads alike for everybody, drawn once for what it says.

It is found again by all that is in it, so that it cannot outlive a name, an edit or a right: whoever may not read the
words has none to find it by. When it was, and why it is here, differ by reader.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ground.ui.icons import icon
from ground.ui.people import avatar
from realtime.tellings import Face, Line


@dataclass(frozen=True, slots=True)
class Drawn:
    """`face` is whose, or the sign of the fact; `said` the sentence and the quote."""

    face: SafeString
    said: SafeString


def drawn(line: Line) -> Drawn:
    return _drawn(line.face, line.icon, line.text, line.url, line.quote)


@lru_cache(maxsize=2000)
def _drawn(face: Face | None, sign: str, text: str, url: str, quote: str) -> Drawn:
    return Drawn(
        avatar(face) if face else format_html('<span class="pic">{}</span>', icon(sign)),
        SafeString(render_to_string("network/feed/_said.html", {"text": text, "url": url, "quote": quote})),
    )
