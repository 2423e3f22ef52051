from realtime.notices import all_kinds, unsubscribe_token
from tests.factories.members import make_member
from tests.factories.notices import make_notice
from tests.guarantees.worlds import World, world
from tests.roles import ROLES


@world("notice_id")
def notice(cast):
    own = {role: {"notice_id": make_notice(cast.member(role), path="/me/").pk} for role in ROLES}
    return World(own=own, other={"notice_id": make_notice(make_member()).pk}, absent={"notice_id": 999_999_999})


@world(route="network:unsubscribe")
def unsubscribe(cast):
    token = unsubscribe_token(make_member().pk, all_kinds()[0].name)
    return World(own={"visitor": {"token": token}}, absent={"token": "nothing"})
