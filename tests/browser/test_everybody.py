"""Every page that the role matrix knows, by the first role that sees it: WCAG 2.2 AA, both themes, both widths.

In the suite every second page is looked at, one dark and narrow, the next light and wide; at wide size each at all
looks.
"""

import pytest

from tests.browser.everywhere import ROOMS, come_as, pages_of, seen_by
from tests.browser.pages import LOOKS, faults
from tests.sizes import BROAD


@pytest.mark.parametrize("half", [0, pytest.param(1, marks=pytest.mark.wide)])
@pytest.mark.parametrize("room", ROOMS)
async def test_every_page_is_for_everybody(open_page, live_site, room, half):
    page = await open_page()
    found, pages = {}, [seen for door in pages_of(room)[half::2] if (seen := seen_by(door))]
    for count, (member, address) in enumerate(pages):
        await come_as(page, member, live_site)
        looks = LOOKS if BROAD else [LOOKS[count % 2]]
        if wrong := await faults(page, address, looks):
            found[address] = wrong
    assert found == {}
