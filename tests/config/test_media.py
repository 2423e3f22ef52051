"""`MEDIA_STORAGE` says where uploads are kept, and what cannot be used is said before a member meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import checks, media

ROOT = Path(__file__).parents[2]
MEMORY = "django.core.files.storage.InMemoryStorage"
KEPT = """
import django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from network.members.models import Member
member = Member(pk=1)
member.photo.save("x", ContentFile(b"content"), save=False)
print(type(default_storage._wrapped).__name__, default_storage.base_location, member.photo.read().decode())
"""


def run(tmp_path, **environ):
    named = {"KONTOR_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.demo", **environ}
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("MEDIA_")}
    words = [sys.executable, "-c", KEPT]
    return subprocess.run(words, cwd=ROOT, env={**quiet, **named}, capture_output=True, text=True, check=False)


def test_files_are_kept_in_the_directory_where_nothing_is_said(tmp_path):
    told = run(tmp_path)

    assert told.stdout.split() == ["FileSystemStorage", str(tmp_path / "media"), "content"], told.stderr
    assert [path.read_bytes() for path in (tmp_path / "media/photos/1").iterdir()] == [b"content"]


def test_files_are_kept_in_the_storage_that_is_named_with_its_options(tmp_path):
    told = run(tmp_path, MEDIA_STORAGE=MEMORY, MEDIA_STORAGE_OPTIONS='{"location": "bucket"}')

    name, location, content = told.stdout.split()
    assert (name, Path(location).name, content) == ("InMemoryStorage", "bucket", "content"), told.stderr
    assert not (tmp_path / "media").exists()


@pytest.mark.parametrize(("options", "why"), [("{bucket}", "is no JSON"), ("[1]", "is no JSON object")])
def test_options_that_cannot_be_read_are_refused_in_words(tmp_path, options, why):
    told = run(tmp_path, MEDIA_STORAGE=MEMORY, MEDIA_STORAGE_OPTIONS=options)

    assert told.returncode == 1
    assert (
        told.stderr.strip()
        .splitlines()[-1]
        .startswith(f"django.core.exceptions.ImproperlyConfigured: MEDIA_STORAGE_OPTIONS {why}")
    )


def test_options_without_a_storage_are_the_directorys():
    assert media.storage("", '{"location": "/srv/files"}') == {
        "BACKEND": media.ON_DISK,
        "OPTIONS": {"location": "/srv/files"},
    }
    with pytest.raises(ImproperlyConfigured):
        media.storage(MEMORY, "3")


@pytest.mark.parametrize(
    ("backend", "options"),
    [("storages.backends.nowhere.Storage", ""), ("Storage", ""), (MEMORY, '{"buket": "x"}')],
)
def test_a_storage_that_cannot_be_used_is_told_by_the_check(settings, backend, options):
    settings.STORAGES = {**settings.STORAGES, "default": media.storage(backend, options)}
    [found] = checks.storage()
    assert (found.id, found.msg.partition(":")[0]) == ("kontor.E003", "Uploads cannot be kept")


def test_a_storage_that_can_be_used_is_not_told_of(settings):
    settings.STORAGES = {**settings.STORAGES, "default": media.storage(MEMORY, "")}
    assert checks.storage() == []
