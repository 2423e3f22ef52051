import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import storage
from django.core.management import call_command

FIRST_PAGE = 65_000
STATICS = {"staticfiles": {"BACKEND": "config.statics.Statics"}}


@pytest.fixture
def collected(tmp_path, settings):
    """Static files as production has them."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, **STATICS}
    call_command("collectstatic", "--noinput", verbosity=0)
    return storage.staticfiles_storage


@pytest.mark.django_db
def test_the_first_page_is_light_and_whole(collected, client):
    page = client.get("/").content
    names = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page.decode()))

    sheets = [name for name in names if name.endswith(".css")]
    assert len(sheets) == 2
    assert not any("@import" in read(collected, name).decode() for name in sheets)
    assert all(re.search(r"\.[0-9a-f]{12}\.", name) for name in names)
    weight = sum(len(gzip.compress(read(collected, name), 9)) for name in names)
    assert weight + len(gzip.compress(page, 9)) < FIRST_PAGE


def test_pieces_and_modules_are_found_under_their_hashed_names(collected):
    sheet = read(collected, collected.stored_name("css/kontor.css")).decode()
    script = read(collected, collected.stored_name("js/kontor.js")).decode()

    assert "@layer ui {" in sheet
    assert collected.exists(re.search(r'url\("\.\./(font/[^"]+)"\)', sheet).group(1))
    assert "import" not in re.sub(r"//.*", "", script)
    second = read(collected, collected.stored_name("js/forum.js")).decode()
    assert second.count("import ") == 1
    assert collected.exists("js/" + re.search(r'from ?"\./(kontor\.[0-9a-f]{12}\.js)"', second).group(1))


def read(collected, name):
    return Path(collected.path(name)).read_bytes()
