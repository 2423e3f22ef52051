"""What the demo publishes, its log-ins, opens nothing where real members are."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from config.handler import LOOKED_AFTER
from network.members.models import Member


def open_accounts() -> list[str]:
    """The addresses of those who can log in with the demo's password, whatever became of their names and addresses."""
    opens = lru_cache(_opens)
    return [email for email, password in _suspects().values_list("email", "password") if opens(password)]


def _suspects() -> QuerySet[Member]:
    """Members at the demo's addresses; and who share a hash with another, for the demo hashes its password once."""
    domains = {email.rpartition("@")[2] for _role, email, _password in settings.PUBLISHED_LOG_INS}
    theirs = Q()
    for domain in domains:
        theirs |= Q(email__iendswith=f"@{domain}") | Q(emailaddress__email__iendswith=f"@{domain}")
    real = (
        Member.objects.filter(is_active=True)
        .exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        .exclude(password="")
    )
    shared = real.order_by().values("password").annotate(n=Count("pk")).filter(n__gt=1).values("password")
    return real.filter(theirs | Q(password__in=shared)).order_by("email", "pk").distinct()


def _opens(hashed: str) -> bool:
    passwords = {password for _role, _email, password in settings.PUBLISHED_LOG_INS}
    return any(check_password(password, hashed) for password in passwords)


def refusal(accounts: list[str]) -> str:
    return (
        f"This database holds the demo: with its published password one can log in as {', '.join(accounts)}. "
        "Let DATABASE_URL (or KONTOR_VAR) name a database of this site's own, and run `manage.py prepare`."
    )


class NotTheDemosDatabase:
    """Keeps a process from starting on it. A database that was away then is asked again before anybody is served."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.sound = False
        self._look()
        if not connection.in_atomic_block:
            # The thread that starts a process serves nobody: it keeps no connection.
            connection.close()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.sound and request.path not in LOOKED_AFTER:
            self._look()
        return self.get_response(request)

    def _look(self) -> None:
        """Raises ImproperlyConfigured. Without its tables, or a database, nobody can log in either."""
        try:
            accounts = open_accounts()
        except Error:
            return
        if accounts:
            raise ImproperlyConfigured(refusal(accounts))
        self.sound = True
