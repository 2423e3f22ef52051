"""Production refuses to start unsafely, and says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOUND = {"SECRET_KEY": "k" * 64, "ALLOWED_HOSTS": "kontor.example"}
TOLD = "s.SITE_URL, s.DEMO, s.DEBUG, s.DEMO_LOG_INS, s.STAFF_NEED_SECOND_STEP"
PRINTED = f"import config.settings.production as s; print({TOLD})"


def start(tmp_path, **environ):
    quiet = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "DEBUG", "DEMO")}
    given = {name: value for name, value in (SOUND | environ).items() if value is not None}
    environ = {**quiet, "KONTOR_VAR": str(tmp_path), **given}
    words = [sys.executable, "-c", PRINTED]
    return subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def test_sound_settings_start(tmp_path):
    result = start(tmp_path)

    assert result.stdout.strip() == "https://kontor.example False False [] True"


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "demo-key-known-to-everyone-never-for-real-members"}, "SECRET_KEY is the demo's"),
        ({"SECRET_KEY": "short"}, "shorter than 50"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"DEBUG": "true"}, "DEBUG is on"),
        ({"DEMO": "true"}, "DEMO is on"),
    ],
)
def test_unsafe_settings_do_not(tmp_path, environ, reason):
    result = start(tmp_path, **environ)

    assert result.returncode == 1
    assert reason in result.stderr


@pytest.mark.parametrize(("pooler", "threshold"), [("false", "0"), ("true", "None")])
def test_behind_a_pooler_nothing_is_prepared_at_the_server(tmp_path, pooler, threshold):
    asked = "import config.settings.production as s; print(s.DATABASES['default']['OPTIONS']['prepare_threshold'])"
    more = {"KONTOR_VAR": str(tmp_path), "DATABASE_URL": "postgres://k@db.example/k", "DATABASE_POOLER": pooler}
    words, environ = [sys.executable, "-c", asked], {**os.environ, **SOUND, **more}
    result = subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    assert (result.stdout.strip(), result.returncode) == (threshold, 0)
