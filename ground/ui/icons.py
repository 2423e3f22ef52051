"""Icons from Lucide, drawn inline so that they take the text's colour and size."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

# These point along the line of reading, so they turn round in right-to-left pages.
POINTING = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "log-in", "log-out", "send", "reply"}
)


@lru_cache(maxsize=1024)
def icon(name: str, label: str = "") -> SafeString:
    """The icon, silent to screen readers unless it has a label. An unknown name is an error."""
    drawing = _drawing(name)
    if not label:
        return drawing
    return format_html('{}<span class="sr">{}</span>', drawing, label)


def _drawing(name: str) -> SafeString:
    kind = "icon flip" if name in POINTING else "icon"
    drawn: str = lucide(name, size=20, **{"class": kind, "aria-hidden": "true", "focusable": "false"})
    return SafeString(" ".join(drawn.split()).replace("> <", "><"))
