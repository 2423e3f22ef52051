"""What a body says: JSON of letters that both databases can keep."""

import json
from typing import Any, cast

from django.http import HttpRequest
from ninja.parser import Parser

from ground.web import nul


class Bodies(Parser):
    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Raises ValueError for what is no JSON, or holds half a letter; ninja answers 400."""
        return cast(dict[str, Any], _kept(json.loads(request.body.decode())))


def _kept(said: Any) -> Any:
    """Without U+0000, which PostgreSQL cannot keep. Half of a pair (U+D800 to U+DFFF) is no letter: ValueError."""
    if isinstance(said, str):
        said.encode()
        return said.replace(nul.NUL, "")
    if isinstance(said, list):
        return [_kept(one) for one in said]
    if isinstance(said, dict):
        return {_kept(name): _kept(value) for name, value in said.items()}
    return said
