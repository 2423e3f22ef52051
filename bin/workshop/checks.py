"""What must hold before anything is committed: a readable list, the same here and in CI."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from workshop import ROOT

# Every tag but "site": what a site lacks (config/checks.py) is asked where it runs, with its own database and mail.
TAGS = "admin async_support caches commands compatibility files models security staticfiles templates"
OF_THE_CODE = [word for tag in [*TAGS.split(), "translation", "urls"] for word in ("--tag", tag)]
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


LAYOUT = "import sys; sys.path.insert(0, 'bin'); from workshop import layout; sys.exit(layout.check())"


@dataclass(frozen=True)
class Check:
    name: str
    words: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)


def checks(var: str) -> list[Check]:
    demo = {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "KONTOR_VAR": var}
    return [
        Check("ruff check", ("-m", "ruff", "check", ".", "bin/kontor")),
        Check("ruff format", ("-m", "ruff", "format", "--check", ".", "bin/kontor")),
        Check("mypy, strict", ("-m", "mypy", ".")),
        Check("import contracts", ("-c", LINT_IMPORTS)),
        Check("drawing of the layers", ("bin/kontor", "drawing", "--check")),
        Check("templates", ("-m", "djlint", "templates", "--lint", "--quiet")),
        Check("layout of templates, sheets and scripts", ("-c", LAYOUT)),
        Check("translations", ("manage.py", "words", "--check"), demo),
        Check("migrations in step", ("manage.py", "makemigrations", "--check", "--dry-run"), demo),
        Check(
            "production settings",
            ("manage.py", "check", "--deploy", "--fail-level", "WARNING", *OF_THE_CODE),
            production(var),
        ),
    ]


def production(var: str) -> dict[str, str]:
    """An environment such as an operator would write, made up for the length of a check."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "KONTOR_VAR": var,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "kontor.example",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "EMAIL_URL": "smtp://127.0.0.1:25",
    }


def run_all(python: Path, *, root: Path = ROOT) -> int:
    """Run every check, also after one that failed. The exit code is the number of those that did."""
    with tempfile.TemporaryDirectory(prefix="kontor-check-") as var:
        failed = [check.name for check in checks(var) if not passes(check, python, root)]
    if failed:
        print(f"\nKontor: {len(failed)} failed: {', '.join(failed)}.", flush=True)
    else:
        print("\nKontor: all checks pass.", flush=True)
    return len(failed)


def passes(check: Check, python: Path, root: Path) -> bool:
    print(f"\n── {check.name}", flush=True)
    started = time.monotonic()
    environ = {**os.environ, **check.environ}
    result = subprocess.run([str(python), *check.words], cwd=root, env=environ, check=False)
    verdict = "passes" if result.returncode == 0 else f"FAILS ({result.returncode})"
    print(f"   {check.name} {verdict}, {time.monotonic() - started:.1f} s", flush=True)
    sys.stdout.flush()
    return result.returncode == 0
