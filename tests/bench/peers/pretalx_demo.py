"""Runs in pretalx's own Python: a conference of its own making with an organiser, told as one line of JSON."""

import json
import sys
from contextlib import redirect_stdout
from importlib import import_module

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402

SLUG = "bench"


def main():
    from pretalx.event.models import Event
    from pretalx.person.models import User

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with scopes_disabled():
        user = User.objects.filter(is_administrator=True).first() or User.objects.create_superuser(
            email="bench@example.org", password="only-for-the-bench", name="Bench"
        )
        user.is_administrator = True
        user.save()
        if not Event.objects.filter(slug=SLUG).exists():
            with redirect_stdout(sys.stderr):
                call_command("create_test_event", stage="over", slug=SLUG, seed=7)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(json.dumps({"slug": SLUG, "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}))


main()
