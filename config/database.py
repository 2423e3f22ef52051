"""The database in words that may be said: where it is, without what opens it."""

from django.db import connection


def place() -> str:
    told = connection.settings_dict
    if not told["HOST"]:
        return f"{connection.vendor} {told['NAME']}"
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"{connection.vendor} {told['NAME']} at {told['HOST']}{port}, as {told['USER']}"


def unanswered(error: BaseException) -> str:
    """One sentence. Should the driver repeat the password, it is taken out."""
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    password = connection.settings_dict["PASSWORD"]
    said = f"The database does not answer, or has no tables yet: {place()} ({reason})."
    return said.replace(password, "…") if password else said
