"""Every page that the role matrix knows, by the first role that sees it."""

from django.test import Client

from tests.guarantees import worlds
from tests.guarantees.matrix import VISITOR, doors
from tests.guarantees.worlds import Cast
from tests.roles import ROLES

ROOMS = ["", "network", "events", "landings"]
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


async def come_as(page, member, site):
    await page.context.clear_cookies()
    if member:
        await page.context.add_cookies([site.cookie_of(member)])
