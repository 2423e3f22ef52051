"""Templates are indented for those who write them; what they indent with is sent to nobody.

Taken away as a template is read, so it costs nothing later: a page is a sixth shorter by it, and so is every piece
that goes to everybody in a room. Line breaks stay: between words they are spaces.
"""

import re
from typing import Final

from django.template import Origin
from django.template.loaders.filesystem import Loader

# Where a space at a line's beginning counts: for who reads, for a script, for the key of a translation.
_KEPT: Final = re.compile(
    r"(<(?P<element>pre|textarea|script|style)\b.*?</(?P=element)"
    r"|\{%\s*(?P<tag>blocktranslate|blocktrans|verbatim)\b.*?\{%\s*end(?P=tag)\s*%\})",
    re.DOTALL,
)
_INDENTATION: Final = re.compile(r"(?<=\n)[ \t]+")


class WithoutIndentation(Loader):
    """The file system's loader, for HTML: a mail's text stays as it is."""

    def get_contents(self, origin: Origin) -> str:
        text: str = super().get_contents(origin)
        return without_indentation(text) if str(origin.name).endswith(".html") else text


def without_indentation(text: str) -> str:
    """`text` with every line beginning at its first letter. Line numbers stay as they were."""
    found, at = [], 0
    for kept in _KEPT.finditer(text):
        found += [_INDENTATION.sub("", text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*found, _INDENTATION.sub("", text[at:])])
