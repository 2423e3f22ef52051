"""`check --deploy` says what a site of real members lacks, and every setting that is read stands in the table."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from config import checks, published
from network.papers import actions as papers
from network.papers.models import Paper
from tests.factories.members import make_member

ROOT = Path(__file__).parents[2]
OWN = "Kontor <hello@site.example>"
SOUND = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": OWN,
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SQLITE": False,
}


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("SQLITE", False, []),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", ["kontor.W001"]),
        ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", ["kontor.W001"]),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", ["kontor.W001"]),
        ("REDIS_URL", "", ["kontor.W002"]),
        ("SQLITE", True, ["kontor.W003"]),
        ("DEFAULT_FROM_EMAIL", "Kontor <hello@kontor.example>", ["kontor.W004"]),
    ],
)
def test_what_a_site_should_not_be_without(settings, name, value, found):
    for known, sound in (SOUND | {name: value}).items():
        setattr(settings, known, sound)
    assert [message.id for message in checks.surroundings()] == found


@pytest.mark.django_db
def test_a_site_without_staff_or_papers_is_told_until_it_has_them():
    assert [message.id for message in checks.database()] == ["kontor.W005", "kontor.W006"]
    ada = make_member(is_staff=True)
    for kind in Paper.Kind:
        papers.write(kind=kind, language="en", body="Words.", by=ada, now=timezone.now())
    assert checks.database() == []


@pytest.mark.parametrize("error", ["no pg_hba.conf entry for s3cret\nmore", "password s3cret is wrong", ""])
def test_a_database_that_is_away_is_named_without_its_password(monkeypatch, error):
    def away():
        raise OperationalError(error)

    told = {"HOST": "db.example", "PORT": "5432", "NAME": "kontor", "USER": "ada", "PASSWORD": "s3cret"}
    monkeypatch.setattr(published, "open_accounts", away)
    for name, value in told.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    [found] = checks.database()
    assert found.id == "kontor.E002"
    assert "kontor at db.example:5432, as ada" in found.msg
    assert "s3cret" not in found.msg


@pytest.mark.parametrize("command", [("check", "--deploy"), ("prepare",)])
def test_the_commands_say_so_without_a_traceback(tmp_path, command):
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_URL": "postgres://ada:s3cret@127.0.0.1:1/kontor",
        "SECRET_KEY": "k" * 64,
        "ALLOWED_HOSTS": "site.example",
        "KONTOR_VAR": str(tmp_path),
        "STATIC_ROOT": str(tmp_path / "static"),
    }
    words = [sys.executable, "manage.py", *command]
    told = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "postgresql kontor at 127.0.0.1:1, as ada" in told.stderr
    assert "Traceback" not in told.stderr
    assert "s3cret" not in told.stdout + told.stderr


def test_every_setting_that_is_read_stands_in_the_table():
    text = "".join(path.read_text() for path in (ROOT / "config/settings").glob("*.py") if path.stem != "test")
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', text))
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operating.md").read_text(), re.MULTILINE))
    assert read - {"DEBUG", "DEMO"} == table - {"DJANGO_SETTINGS_MODULE"}
