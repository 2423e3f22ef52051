from django.utils import timezone

from network.safety import actions
from network.safety.actions import Origin
from network.safety.actions.lockout import way_out
from tests.factories.members import make_member
from tests.guarantees.worlds import World, world
from tests.roles import ROLES


@world(route="network:end-waiting")
def end_waiting(cast):
    return World(own={"visitor": {"token": way_out(make_member())}}, absent={"token": "of-nobody"})


@world(route="network:end-session")
def signed_in(cast):
    def of(member):
        key = f"of-{member.pk}"
        return {"signed_in_id": actions.sign_in(member.pk, key, origin=Origin(), now=timezone.now()).pk}

    own = {role: of(cast.member(role)) for role in ROLES}
    return World(own=own, other=of(make_member()), absent={"signed_in_id": 999_999_999})
