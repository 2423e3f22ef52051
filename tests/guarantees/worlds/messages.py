from network.conversations.actions import letterbox_of
from tests.factories.members import make_member
from tests.factories.messages import make_first_message
from tests.guarantees.worlds import World, stream_world, world
from tests.roles import ROLES


@world("exchange_id")
def first_message(cast):
    """Each has been written to by somebody."""
    own = {role: {"exchange_id": make_first_message(to=cast.member(role)).pk} for role in ROLES}
    return World(own=own, other={"exchange_id": make_first_message().pk}, absent={"exchange_id": 999_999_999})


@stream_world("letterbox")
def letterbox(cast):
    own = {role: {"stream_id": letterbox_of(cast.member(role).pk).stream_id} for role in ROLES}
    left = letterbox_of(make_member(is_active=False).pk).stream_id
    return World(
        own=own,
        other={"stream_id": letterbox_of(make_member().pk).stream_id},
        absent={"stream_id": 999_999_999},
        closed={"stream_id": left},
    )
