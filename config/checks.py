"""What `manage.py check --deploy` finds out about a site before members do."""

from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InvalidStorageError, storages
from django.db import Error as DatabaseError

from config import published
from config.database import unanswered
from network.members.models import Member
from network.papers.queries import missing

# Of a site as it runs, with its database and its mail; `make check` has neither and asks by the other tags.
SITE: Final = "site"


@register(SITE, deploy=True)
def database(**options: Any) -> list[CheckMessage]:
    """Of what can be asked of a database only: one that is away, empty, or the demo's."""
    try:
        return list(_in_the_database())
    except DatabaseError as error:
        words = unanswered(error)
        return [Error(words, hint="Look at DATABASE_URL, then run `manage.py prepare`.", id="kontor.E002")]


def _in_the_database() -> Iterator[CheckMessage]:
    if accounts := published.open_accounts():
        yield Error(published.refusal(accounts), id="kontor.E001")
    if not Member.objects.filter(is_staff=True, is_active=True).exists():
        words = "Nobody is staff of this site yet."
        yield Warning(words, hint="`manage.py first_admin ADDRESS` makes the first.", id="kontor.W005")
    if papers := missing():
        words = f"Not written yet: {', '.join(kind.value for kind in papers)}."
        yield Warning(words, hint="An administrator writes them at /staff/network/paper/.", id="kontor.W006")


@register(SITE, deploy=True)
def surroundings(**options: Any) -> list[CheckMessage]:
    """What Kontor can start without, but no site of real members should."""
    return list(_missing())


@register(SITE, deploy=True)
def storage(**options: Any) -> list[CheckMessage]:
    """Where uploads are kept: the program starts without it, and nobody could send a photo or a receipt."""
    try:
        storages["default"]
    except (InvalidStorageError, ImproperlyConfigured, ImportError, TypeError) as error:
        words = f"Uploads cannot be kept: {error}"
        hint = "Look at MEDIA_STORAGE and MEDIA_STORAGE_OPTIONS, and whether the package of that storage is installed."
        return [Error(words, hint=hint, id="kontor.E003")]
    return []


def _missing() -> Iterator[CheckMessage]:
    if settings.EMAIL_BACKEND.rpartition(".")[0] in LEADS_NOWHERE:
        words = "Mail goes to nobody: who signs up gets no link to confirm with."
        yield Warning(words, hint="EMAIL_URL names the mail server.", id="kontor.W001")
    if parseaddr(settings.DEFAULT_FROM_EMAIL)[1].endswith("kontor.example"):
        words = "Mail comes from an address at kontor.example, which is nobody's."
        yield Warning(words, hint="DEFAULT_FROM_EMAIL is this site's own.", id="kontor.W004")
    if not settings.REDIS_URL:
        words = "There is no Redis: pages hear of each other seconds late, and no worker can be told of its work."
        yield Warning(words, hint="REDIS_URL names it.", id="kontor.W002")
    if settings.SQLITE:
        words = "The database is a SQLite file: one machine can serve it, one write at a time."
        yield Warning(words, hint="DATABASE_URL names a PostgreSQL.", id="kontor.W003")


LEADS_NOWHERE = tuple(f"django.core.mail.backends.{name}" for name in ("console", "dummy", "locmem", "filebased"))
