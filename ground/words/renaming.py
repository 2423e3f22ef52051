"""A name that is to stand no longer in what others wrote."""

import re


def renamed(text: str, name: str, instead: str) -> str:
    """`text` with `instead` for the name where it stands as words of its own: Ana goes from `Ana, Bo`, and not from
    `Analysis`.
    """
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _found: instead, text) if name else text
