"""A right that is lost reaches an open socket (guarantee G9)."""

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from realtime import hints, hub
from realtime.protocol import SESSION_ENDED
from realtime.revocation import revoke
from tests.factories.members import make_member
from tests.realtime.conftest import QUICK
from tests.realtime.kinds_for_tests import FORBIDDEN, happen, new_room
from tests.realtime.sockets import Ended

PUSHED_ONLY = hub.Pace(heads=0.2, slow=0.1, recheck=60, company=60)
member = sync_to_async(make_member)


@sync_to_async
def log_out(session):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.post("/account/logout/")


@sync_to_async
def close_account(ada):
    ada.is_active = False
    ada.save()


@sync_to_async
def change_password(ada):
    ada.set_password("another")
    ada.save()


@sync_to_async
def forget_session(ada):
    """As another tool would, telling nobody."""
    Session.objects.all().delete()


@sync_to_async
def say_so(ada, stream):
    with transaction.atomic():
        revoke(ada.pk, stream.pk)


async def ends_quietly(socket):
    with pytest.raises(TimeoutError):
        await socket.ends(within=1)


class TestPushed:
    """Rounds are an hour away: only a push can have done it."""

    @pytest.fixture
    def pace(self):
        return PUSHED_ONLY

    async def test_logging_out_ends_the_sockets_of_that_session_alone(self, connect):
        ada = await member()
        here, elsewhere = await connect(ada), await connect(ada)
        await log_out(here.cookie)
        assert await here.ends(within=2) == SESSION_ENDED
        await ends_quietly(elsewhere)

    async def test_an_account_that_is_closed_is_out_everywhere(self, connect):
        ada = await member()
        sockets = [await connect(ada), await connect(ada)]
        bystander = await connect(await member())
        await close_account(ada)
        for socket in sockets:
            assert await socket.ends(within=2) == SESSION_ENDED
        await ends_quietly(bystander)

    async def test_a_right_that_is_taken_away_ends_the_subscription(self, connect):
        stream, other = await new_room(), await new_room()
        ada = await member()
        socket = await connect(ada)
        for one in (stream, other):
            await socket.subscribe(one)
            await socket.hear("events")
        FORBIDDEN.add((ada.pk, stream.pk))
        await say_so(ada, stream)
        assert (await socket.hear("revoked", within=2))["stream"] == stream.name
        await happen(stream, "secret")
        await happen(other, "open")
        assert (await socket.hear("events"))["stream"] == other.name

    async def test_who_may_still_read_notices_nothing(self, connect):
        stream = await new_room()
        ada = await member()
        socket = await connect(ada)
        await socket.subscribe(stream)
        await socket.hear("events")
        await say_so(ada, stream)
        await happen(stream, "as before")
        assert await socket.numbers(upto=1) == [1]
        assert "revoked" not in [frame["op"] for frame in socket.received]

    async def test_another_process_hears_of_it_through_redis(self, house, connect):
        ada = await member()
        socket = await connect(ada)
        hints.stop_listening(house.overhear)
        await close_account(ada)
        assert await socket.ends(within=2) == SESSION_ENDED
        hints.listen_here(house.overhear)

    async def test_the_negative_control_without_a_push_the_socket_lives_on(self, no_redis, house, connect):
        ada = await member()
        socket = await connect(ada)
        hints.stop_listening(house.overhear)
        await close_account(ada)
        await ends_quietly(socket)
        hints.listen_here(house.overhear)


class TestLookedFor:
    """Redis is dead and nobody tells the hub: its own rounds find it."""

    @pytest.fixture
    def pace(self):
        return QUICK

    @pytest.fixture(autouse=True)
    def nobody_tells(self, no_redis, house):
        hints.stop_listening(house.overhear)
        yield
        hints.listen_here(house.overhear)

    @pytest.mark.parametrize("end", [forget_session, close_account, change_password])
    async def test_a_session_that_is_over_is_found(self, connect, end):
        ada = await member()
        socket = await connect(ada)
        await end(ada)
        assert await socket.ends(within=3) == SESSION_ENDED

    async def test_a_right_that_is_gone_is_found(self, connect):
        stream = await new_room()
        ada = await member()
        socket = await connect(ada)
        await socket.subscribe(stream)
        await socket.hear("events")
        FORBIDDEN.add((ada.pk, stream.pk))
        assert (await socket.hear("revoked", within=3))["stream"] == stream.name

    async def test_a_visitors_right_is_looked_at_too(self, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        FORBIDDEN.add((None, stream.pk))
        assert (await socket.hear("revoked", within=3))["stream"] == stream.name

    async def test_who_is_in_good_standing_stays(self, connect):
        stream = await new_room()
        socket = await connect(await member())
        await socket.subscribe(stream)
        with pytest.raises((TimeoutError, Ended)) as ended:
            await socket.hear("revoked", within=1)
        assert ended.type is TimeoutError


def test_rounds_are_frequent_enough_for_what_is_promised():
    assert hub.Pace().recheck < 10
    assert hub.Pace().heads <= 2
