"""Every page that the role matrix knows, by the first role that sees it, is for everybody.

WCAG 2.2 AA in both themes at both widths; whoever goes by keyboard sees where they are; and in a low window nothing
sticks. A page is opened once for all of it. In the suite every second page is looked at, one dark and narrow, the next
light and wide; at wide size each page is opened at all looks, at both widths and in both low windows.
"""

import pytest

from tests.browser.everywhere import ROOMS, come_as, pages_of, seen_by
from tests.browser.pages import LOOKS, faults
from tests.browser.seen_focus import covered, stuck
from tests.sizes import BROAD

# Lower than a full window, so that more pages scroll. The least is a phone on its side, and 400 percent of 1280.
SIZES = [(390, 664), (1280, 600)]
LOW = [(320, 225), (844, 390)]


@pytest.mark.parametrize("half", [0, pytest.param(1, marks=pytest.mark.wide)])
@pytest.mark.parametrize("room", ROOMS)
async def test_every_page_is_for_everybody(open_page, live_site, room, half):
    page = await open_page(reduced_motion="reduce")
    found, pages = {}, [seen for door in pages_of(room)[half::2] if (seen := seen_by(door))]
    assert pages or not pages_of(room)[half::2]
    for count, (member, address) in enumerate(pages):
        await come_as(page, member, live_site)
        at = count % 2
        wrong = await (at_all_sizes(page, address) if BROAD else at_one_size(page, address, at))
        if wrong:
            found[address] = wrong
    assert found == {}


async def at_one_size(page, address, at):
    """Opened once: what axe finds, what sticks in a low window, and what covers the focus, which must move last."""
    wrong = await faults(page, address, [LOOKS[at]])
    wrong += await sticking(page, LOW[at])
    return wrong + await covering(page, SIZES[at])


async def at_all_sizes(page, address):
    """Opened anew for each size."""
    wrong = await faults(page, address)
    for size in LOW:
        await page.goto(address)
        wrong += await sticking(page, size)
    for size in SIZES:
        await page.goto(address)
        wrong += await covering(page, size)
    return wrong


async def sticking(page, size):
    await resize(page, size)
    return [(size, "sticks", what) for what in await stuck(page)]


async def covering(page, size):
    await resize(page, size)
    return [(size, "covers the focus", *pair) for pair in await covered(page)]


async def resize(page, size):
    await page.set_viewport_size({"width": size[0], "height": size[1]})
