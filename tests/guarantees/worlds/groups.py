from tests.factories.members import make_member
from tests.factories.messages import make_group
from tests.guarantees.worlds import World, world
from tests.roles import ROLES


def _worlds(cast, **more):
    own = {role: {"group_id": make_group(cast.member(role)).pk} for role in ROLES}
    return World(own=own, other={"group_id": make_group().pk}, absent={"group_id": 999_999_999}, data=more)


@world("group_id")
def group(cast):
    return _worlds(cast, name="Pilots")


@world("group_id", "member_id")
def person_of_group(cast):
    def place(by=None):
        other = make_member()
        return {"group_id": make_group(by, other).pk, "member_id": other.pk}

    own = {role: place(cast.member(role)) for role in ROLES}
    return World(own=own, other=place(), absent={"group_id": 999_999_999, "member_id": 999_999_999})
