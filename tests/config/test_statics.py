import gzip
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.contrib.staticfiles import storage

from config import statics
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"""{% static ["']([^"']+)["']""")
FIRST_PAGE = 65_000
STATICS = {"staticfiles": {"BACKEND": "config.statics.Statics"}}


@pytest.fixture
def collected(prepared, settings):
    """Static files as a first start makes them, and production has them."""
    settings.STATIC_ROOT = prepared / "static"
    settings.STORAGES = {**settings.STORAGES, **STATICS}
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


@pytest.mark.django_db
def test_a_thread_asks_for_few_files_and_few_bytes(collected, log_in):
    """Whole in four seconds at 400 kbit/s, 400 ms away: 33 requests once, and 190 kB."""
    thread = make_thread()
    for _ in range(20):
        make_post(thread, body="Who sells by the hour pays the tax where the work is done, they say. " * 4)
    page = log_in(make_member()).get(thread.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(page.content).decode()
    names = set(re.findall(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))"', html))
    names |= {collected.stored_name("font/manrope.woff2")}
    assert len(names) == 6
    weight = sum(len(gzip.compress(read(collected, name), 9)) for name in names)
    assert weight + len(page.content) < 90_000
    assert 'rel="preload"' not in html, (
        "what is preloaded takes the line from the sheets, and the page is painted later"
    )


def test_pieces_and_modules_are_found_under_their_hashed_names(collected):
    sheet = read(collected, collected.stored_name("css/kontor.css")).decode()
    script = read(collected, collected.stored_name("js/kontor.js")).decode()

    assert "@layer ui {" in sheet
    assert collected.exists(re.search(r'url\("\.\./(font/[^"]+)"\)', sheet).group(1))
    assert "import" not in re.sub(r"//.*", "", script)
    second = read(collected, collected.stored_name("js/forum.js")).decode()
    assert second.count("import ") == 1
    assert collected.exists("js/" + re.search(r'from ?"\./(kontor\.[0-9a-f]{12}\.js)"', second).group(1))


def test_what_browsers_are_sent_is_compressed_and_nothing_else(collected):
    root = Path(collected.location)
    bundle = collected.stored_name("ninja/swagger-ui-bundle.js")
    smaller = collected.stored_name("admin/js/vendor/jquery/jquery.min.js")
    for name in (bundle, smaller, *statics.PLAIN):
        sizes = [(root / f"{name}{ending}").stat().st_size for ending in (".br", ".gz", "")]
        assert sizes == sorted(sizes)
    larger = collected.stored_name("admin/js/vendor/jquery/jquery.js")
    source_map = collected.stored_name("ninja/swagger-ui.css.map")
    for name in ("ninja/swagger-ui-bundle.js", larger, source_map):
        assert (root / name).exists() and not (root / f"{name}.br").exists()
    assert not list(root.glob("ninja/redoc*")) and not (root / "flags").exists()


def test_the_page_of_a_fault_asks_for_what_is_compressed_under_its_own_name():
    page = (ROOT / "templates/500.html").read_text()
    assert set(re.findall(r'"/static/([^"]+)"', page)) == set(statics.PLAIN)


def test_no_page_asks_for_what_is_not_collected():
    asked = {name for page in (ROOT / "templates").rglob("*.html") for name in NAMED.findall(page.read_text())}
    assert len(asked) > 5
    assert [name for name in asked if any(fnmatch(name, pattern) for pattern in statics.UNASKED)] == []


def read(collected, name):
    return Path(collected.path(name)).read_bytes()
