"""A real browser, a real server. Tests here are `async def` and may call the database directly.

    async def test_two_tabs(open_page, live_site, worker):
        ada = make_member(name="Ada")
        page = await open_page(ada, "/forums/", scheme="dark", width=390)

`open_page` logs in, opens a page in a browser of its own, and when the test ends asserts that no browser complained.
`live_site.kill_web()` and `live_site.restart_web()` are a crash and a return at the same address.
`worker` is a Celery worker with its clock.
"""

import os

import pytest
import pytest_asyncio
from django.db import DEFAULT_DB_ALIAS, connections
from playwright.async_api import async_playwright, expect
from pytest_asyncio import is_async_test

from tests.browser import chromium
from tests.browser.pages import HEIGHTS, Troubles
from tests.browser.site import Site

# None of these tests tells how quick a page is: on a busy machine they wait as long as it takes.
expect.set_options(timeout=30_000)
CHROMIUM = chromium.find(os.environ)
HERE = os.path.dirname(__file__)


def pytest_collection_modifyitems(config, items):
    ours = [item for item in items if str(item.path).startswith(HERE)]
    for item in filter(is_async_test, ours):
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
    needing = [item for item in ours if "browser" in item.fixturenames]
    if CHROMIUM or not needing:
        return
    if os.environ.get("KONTOR_CI"):
        raise pytest.UsageError("No Chromium was found, and this is CI, where the browser tests must run.")
    config.hook.pytest_deselected(items=needing)
    items[:] = [item for item in items if item not in needing]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser():
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=chromium.WORDS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def _site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        site = Site()
        site.start_web()
    yield site
    site.close()


@pytest.fixture
def _database(transactional_db):
    return connections[DEFAULT_DB_ALIAS]


@pytest_asyncio.fixture(loop_scope="session")
async def live_site(_site, _database, monkeypatch):
    # The test and its page share one thread: the loop waits a moment for the database, which harms nobody here.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    # Django gives each async call stack connections of its own, which nobody would close.
    connections[DEFAULT_DB_ALIAS] = _database
    _site.was_killed = False
    if _site.web.poll() is not None:
        _site.start_web()
    return _site


@pytest.fixture
def worker(live_site):
    with live_site.worker() as process:
        yield process


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser, live_site):
    """`await open_page(member, path, scheme="light", width=1280)` gives a page in a browser session of its own."""
    troubles = Troubles(live_site)
    contexts = []

    async def open_page(member=None, path="", *, scheme="light", width=1280, **options):
        size = {"width": width, "height": HEIGHTS.get(width, 800)}
        context = await browser.new_context(
            base_url=live_site.address, color_scheme=scheme, viewport=size, locale="en-CA", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if member:
            await context.add_cookies([live_site.cookie_of(member)])
        page = await context.new_page()
        troubles.watch(page)
        if path:
            await page.goto(path)
        return page

    open_page.troubles = troubles
    yield open_page
    for context in contexts:
        await context.close()
    assert troubles.seen == []
