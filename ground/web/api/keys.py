"""Keys of idempotency: `Idempotency-Key` makes a write that comes twice count once (guarantee G4)."""

import re
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ground.web.api.problems import Problem

HEADER: Final = "Idempotency-Key"
SOUND: Final = re.compile(r"[\x21-\x7e]{1,64}")
PARAMETER: Final[dict[str, Any]] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Made by the program, one for each write: the same key with the same content is done once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 64},
}


def key_of(request: HttpRequest) -> str:
    """The key that came with this write; empty without. Raises Problem (422) for one that cannot be kept."""
    said = request.headers.get(HEADER, "").strip()
    if said and not SOUND.fullmatch(said):
        words = _("A key has 64 letters, digits and signs of ASCII at most, and no blanks.")
        raise Problem(422, errors={HEADER: [words]})
    return said
