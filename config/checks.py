"""What `manage.py check --deploy` finds out about a site before members do."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import Error as DatabaseError
from django.db import connection

from config import published
from network.members.models import Member


@register(Tags.security, deploy=True)
def database(**options: Any) -> list[CheckMessage]:
    """Of what can be asked of a database only: one that is away, empty, or the demo's."""
    try:
        return list(_in_the_database())
    except DatabaseError as error:
        words = f"The database does not answer, or has no tables yet: {_place()} ({_first_line(error)})."
        return [Error(words, hint="Look at DATABASE_URL, then run `manage.py prepare`.", id="kontor.E002")]


def _in_the_database() -> Iterator[CheckMessage]:
    if accounts := published.open_accounts():
        yield Error(published.refusal(accounts), id="kontor.E001")
    if not Member.objects.filter(is_staff=True, is_active=True).exists():
        words = "Nobody is staff of this site yet."
        yield Warning(words, hint="`manage.py first_admin ADDRESS` makes the first.", id="kontor.W005")


@register(Tags.security, deploy=True)
def surroundings(**options: Any) -> list[CheckMessage]:
    """What Kontor can start without, but no site of real members should."""
    return list(_missing())


def _missing() -> Iterator[CheckMessage]:
    if settings.EMAIL_BACKEND.rpartition(".")[0] in LEADS_NOWHERE:
        words = "Mail goes to nobody: who signs up gets no link to confirm with."
        yield Warning(words, hint="EMAIL_URL names the mail server.", id="kontor.W001")
    if not settings.REDIS_URL:
        words = "There is no Redis: pages hear of each other seconds late, and no worker can be told of its work."
        yield Warning(words, hint="REDIS_URL names it.", id="kontor.W002")
    if settings.SQLITE:
        words = "The database is a SQLite file: one machine can serve it, one write at a time."
        yield Warning(words, hint="DATABASE_URL names a PostgreSQL.", id="kontor.W003")


LEADS_NOWHERE = tuple(f"django.core.mail.backends.{name}" for name in ("console", "dummy", "locmem", "filebased"))


def _place() -> str:
    """Where the database is, without the words that open it."""
    told = connection.settings_dict
    if not told["HOST"]:
        return f"{connection.vendor} {told['NAME']}"
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"{connection.vendor} {told['NAME']} at {told['HOST']}{port}, as {told['USER']}"


def _first_line(error: BaseException) -> str:
    """Of the reason as it is given, with the password taken out should the driver repeat it."""
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    password = connection.settings_dict["PASSWORD"]
    return said.replace(password, "…") if password else said
