from network.connections.actions import circle_of
from tests.factories.members import make_member
from tests.guarantees.worlds import World, stream_world
from tests.roles import ROLES


@stream_world("connections")
def circle(cast):
    own = {role: {"stream_id": circle_of(cast.member(role).pk).stream_id} for role in ROLES}
    left = circle_of(make_member(is_active=False).pk).stream_id
    return World(
        own=own,
        other={"stream_id": circle_of(make_member().pk).stream_id},
        absent={"stream_id": 999_999_999},
        closed={"stream_id": left},
    )
