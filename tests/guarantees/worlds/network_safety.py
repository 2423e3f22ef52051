from network.safety.lockout import way_out
from tests.factories.members import make_member
from tests.guarantees.worlds import World, world


@world(route="network:end-waiting")
def end_waiting(cast):
    return World(own={"visitor": {"token": way_out(make_member())}}, absent={"token": "of-nobody"})
