"""Where uploads are kept: a storage of Django's kind, named in the environment."""

import json
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

ON_DISK: Final = "django.core.files.storage.FileSystemStorage"


def storage(backend: str, options: str) -> dict[str, Any]:
    """An entry of Django's `STORAGES`. `options` is a JSON object, or empty. Raises ImproperlyConfigured."""
    try:
        read = json.loads(options or "{}")
    except ValueError as error:
        raise ImproperlyConfigured(f"MEDIA_STORAGE_OPTIONS is no JSON: {error}.") from None
    if not isinstance(read, dict):
        raise ImproperlyConfigured('MEDIA_STORAGE_OPTIONS is no JSON object, such as {"bucket_name": "kontor"}.')
    return {"BACKEND": backend or ON_DISK, "OPTIONS": read}
