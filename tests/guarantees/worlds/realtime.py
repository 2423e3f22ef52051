from realtime.notices import tray_of
from tests.factories.members import make_member
from tests.guarantees.worlds import World, stream_world
from tests.roles import ROLES


@stream_world("tray")
def tray(cast):
    own = {role: {"stream_id": tray_of(cast.member(role).pk).stream_id} for role in ROLES}
    return World(own=own, other={"stream_id": tray_of(make_member().pk).stream_id}, absent={"stream_id": 999_999_999})
