"""The instruments of the browser tests themselves: they must see what is wrong, or their silence means nothing."""

import asyncio
import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from config.celery import app as celery
from tests.browser.pages import violations
from tests.factories.members import make_member
from tests.house.processes import alive, descendants
from tests.waiting import until

ROOT = Path(__file__).parents[2]
LOG_IN = "/account/login/"


async def test_a_page_opens_in_the_scheme_and_width_asked_for(open_page):
    page = await open_page(path=LOG_IN, scheme="dark", width=390)

    assert await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert await page.evaluate("innerWidth") == 390


async def test_a_member_is_logged_in(open_page):
    page = await open_page(make_member(email="ada@kontor.example"))

    await page.goto("/account/email/")

    assert "ada@kontor.example" in await page.content()


async def test_a_killed_site_comes_back_at_its_address(open_page, live_site):
    page = await open_page(path=LOG_IN)

    live_site.kill_web()
    live_site.restart_web()

    answer = await page.goto(LOG_IN)
    assert answer.status == 200


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("console.error('out of paper')", "console: out of paper"),
        ("setTimeout(() => { throw new Error('fell over') })", "exception: fell over"),
        ("document.head.append(Object.assign(document.createElement('script'), {text: 'alert(1)'}))", "console: "),
        ("document.body.append(Object.assign(new Image(), {src: '/static/absent.png'}))", "404: "),
    ],
)
async def test_a_complaint_is_heard(open_page, script, complaint):
    page = await open_page(path=LOG_IN)

    await page.evaluate(script)
    async with asyncio.timeout(10):
        while not open_page.troubles.seen:
            await asyncio.sleep(0.02)

    heard, open_page.troubles.seen = open_page.troubles.seen, []
    assert len(heard) == 1
    assert heard[0].startswith(complaint)


async def test_axe_sees_a_picture_without_words(open_page):
    page = await open_page(path=LOG_IN)

    await page.evaluate(
        "document.body.append(Object.assign(new Image(), {src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw='}))"
    )

    assert "image-alt" in [rule for rule, _ in await violations(page)]


def collect(**environ):
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/browser/test_instruments.py"]
    environ = {**os.environ, "CHROMIUM": "/nowhere/chromium", **environ}
    return subprocess.run(words, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)


def test_without_a_chromium_the_tests_are_left_out_aloud():
    result = collect(KONTOR_CI="")

    assert result.returncode == 0
    assert "NOT run here: no Chromium" in result.stdout


@pytest.mark.wide
def test_without_a_chromium_ci_fails():
    result = collect(KONTOR_CI="1")

    assert result.returncode != 0
    assert "No Chromium was found, and this is CI" in result.stdout + result.stderr


def answered():
    with contextlib.suppress(OperationalError):  # half a second was too short for the broker
        return celery.control.ping(timeout=0.5)


def test_the_worker_works_and_leaves_with_the_test(live_site):
    with live_site.worker() as process:
        until(answered)
        family = {process.pid} | descendants(process.pid)

    until(lambda: not alive(family))
