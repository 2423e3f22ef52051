"""Whoever goes by keyboard in a long thread sees where they are, whatever the composer does.

Every page that the role matrix knows is walked through in test_everybody.
"""

import pytest

from tests.browser.seen_focus import covered
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
async def test_a_long_threads_composer_covers_nothing(open_page, width, height):
    reader, thread = make_member(), make_long_thread()
    page = await open_page(reader, thread.get_absolute_url(), reduced_motion="reduce")
    await page.set_viewport_size({"width": width, "height": height})
    assert await covered(page) == []


async def test_a_composer_that_has_grown_covers_nothing_either(open_page):
    reader, thread = make_member(), make_long_thread()
    page = await open_page(reader, thread.get_absolute_url(), reduced_motion="reduce")
    await page.fill("#id_body", "A line\n" * 30)
    await page.evaluate("scrollTo(0, 0)")
    assert await covered(page) == []


def make_long_thread():
    thread = make_thread()
    for number in range(20):
        make_post(thread=thread, body=f"Message {number}\n\nwith a second line")
    return thread
