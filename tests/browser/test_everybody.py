"""Every page that the role matrix knows, by the first role that sees it: WCAG 2.2 AA, both themes, both widths.

In the suite every second page is looked at, one dark and narrow, the next light and wide; at wide size each at all
looks.
"""

import pytest
from django.test import Client

from realtime.access import ROLES
from tests.browser.pages import LOOKS, faults
from tests.guarantees import worlds
from tests.guarantees.matrix import VISITOR, doors
from tests.guarantees.worlds import Cast
from tests.sizes import BROAD

worlds.gather()


def pages_of(namespace):
    return [door for door in doors() if "GET" in door.methods and door.name.rpartition(":")[0] == namespace]


def seen_by(door):
    """A member (None for a visitor) and the address of a whole page behind this door; None where there is none."""
    cast = Cast()
    world = worlds.world_for(door, cast)
    for role in (*ROLES, VISITOR):
        where = world.own.get(role) if door.arguments else {}
        if where is None:
            continue
        member = None if role == VISITOR else cast.member(role)
        address = door.address(where)
        if is_page(member, address):
            return member, address
    return None


def is_page(member, address):
    client = Client()
    if member:
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    is_html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return is_html and b"<html" in answer.content


@pytest.mark.parametrize("half", [0, pytest.param(1, marks=pytest.mark.wide)])
@pytest.mark.parametrize("room", ["", "network", "events", "landings"])
async def test_every_page_is_for_everybody(open_page, live_site, room, half):
    page = await open_page()
    found, pages = {}, [seen for door in pages_of(room)[half::2] if (seen := seen_by(door))]
    for count, (member, address) in enumerate(pages):
        await page.context.clear_cookies()
        if member:
            await page.context.add_cookies([live_site.cookie_of(member)])
        looks = LOOKS if BROAD else [LOOKS[count % 2]]
        if wrong := await faults(page, address, looks):
            found[address] = wrong
    assert found == {}
