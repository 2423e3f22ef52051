"""Line breaks in what people write: browsers send CR LF for each (HTML, form submission), all of ours are LF.

Text that came back from a form as it went there is the same text, so it is no change.
"""

from collections.abc import Mapping
from typing import Any


def with_our_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def all_with_our_breaks(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: with_our_breaks(value) if isinstance(value, str) else value for name, value in said.items()}
