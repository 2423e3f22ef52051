from network.members import actions
from tests.factories.members import make_member
from tests.factories.pictures import make_picture
from tests.guarantees.worlds import World, world
from tests.roles import ROLES

NOBODY = {"member_id": 999_999_999}


@world("member_id")
def member(cast):
    own = {role: {"member_id": cast.member(role).pk} for role in ROLES}
    left = {"member_id": make_member(is_active=False).pk}
    return World(own=own, other={"member_id": make_member().pk}, absent=NOBODY, closed=left)


@world(route="network:photo")
def photo(cast):
    def shown(member):
        return {"member_id": actions.show_photo(by=member, file=make_picture(40, 40), size=1).pk}

    own = {role: shown(cast.member(role)) for role in ROLES}
    return World(own=own, other=shown(make_member()), absent=NOBODY, closed=shown(make_member(is_active=False)))


@world(route="network:step")
def step(cast):
    return World(other={"step": "who"}, absent={"step": "nowhere"}, own={role: {"step": "about"} for role in ROLES})


@world(route="network:drop-language")
def language(cast):
    own = {role: {"language": "en"} for role in ROLES}
    return World(own=own, other={"language": "fr"}, absent={"language": "klingon"})
