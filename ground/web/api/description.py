"""The API's description in OpenAPI 3.1: ninja's, with the ways in and what every operation may answer beside."""

from typing import Any, Final

from ninja import NinjaAPI

from ground.web.api.problems import CONTENT_TYPE

WAYS_IN: Final = {
    "token": {"type": "http", "scheme": "bearer", "description": "A member's access token."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The log-in of a browser: it reads, and never writes.",
    },
}
PROBLEM: Final = {
    "title": "Problem",
    "type": "object",
    "description": "What is wrong (RFC 9457). `errors` has words by field; a field without a name is the whole.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    },
}
REFUSAL: Final = {
    "description": "A problem, told as such",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def described(api: NinjaAPI, root: str) -> dict[str, Any]:
    """All operations, under the address `root`."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=root))
    found["components"]["securitySchemes"] = WAYS_IN
    found["components"]["schemas"]["Problem"] = PROBLEM
    for operations in found["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = REFUSAL
    return found
