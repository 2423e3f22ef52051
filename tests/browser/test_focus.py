"""Whoever goes by keyboard sees where they are, on every page that the role matrix knows, at both widths.

In the suite every second page, narrow and wide by turns; at wide size each at both.
"""

import pytest

from tests.browser.everywhere import ROOMS, come_as, pages_of, seen_by
from tests.browser.seen_focus import covered, stuck
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member
from tests.sizes import BROAD

# Lower than a full window, so that more pages scroll. The least is a phone on its side, and 400 percent of 1280.
SIZES = [(390, 664), (1280, 600)]
LOW = [{"width": 320, "height": 225}, {"width": 844, "height": 390}]


@pytest.mark.parametrize("half", [0, pytest.param(1, marks=pytest.mark.wide)])
@pytest.mark.parametrize("room", ROOMS)
async def test_nothing_that_sticks_covers_what_has_the_focus(open_page, live_site, room, half):
    page = await open_page(reduced_motion="reduce")
    found, pages = {}, [seen for door in pages_of(room)[half::2] if (seen := seen_by(door))]
    for count, (member, address) in enumerate(pages):
        await come_as(page, member, live_site)
        for width, height in SIZES if BROAD else [SIZES[count % 2]]:
            await page.set_viewport_size({"width": width, "height": height})
            await page.goto(address)
            if wrong := await covered(page):
                found[address, width] = wrong
    assert found == {}


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


@pytest.mark.parametrize("room", ROOMS)
async def test_in_a_low_window_nothing_sticks(open_page, live_site, room):
    page = await open_page(reduced_motion="reduce")
    found, pages = {}, [seen for door in pages_of(room)[::2] if (seen := seen_by(door))]
    for count, (member, address) in enumerate(pages):
        await come_as(page, member, live_site)
        await page.set_viewport_size(LOW[count % 2])
        await page.goto(address)
        if what := await stuck(page):
            found[address] = what
    assert found == {}


def make_long_thread():
    thread = make_thread()
    for number in range(20):
        make_post(thread=thread, body=f"Message {number}\n\nwith a second line")
    return thread
