from tests.factories.members import make_member
from tests.factories.recommendations import make_asked, make_recommendation
from tests.guarantees.worlds import World, stream_world, world
from tests.roles import ROLES

ABSENT = {"recommendation_id": 999_999_999}


def _world(cast, make, data=None):
    """Each role's own, another's, and one of somebody who left."""
    left = make(make_member())
    left.by.is_active = False
    left.by.save()
    return World(
        own={role: {"recommendation_id": make(cast.member(role)).pk} for role in ROLES},
        other={"recommendation_id": make(make_member()).pk},
        absent=ABSENT,
        closed={"recommendation_id": left.pk},
        data=data or {},
    )


@world("recommendation_id")
def about_me(cast):
    return _world(cast, lambda member: make_recommendation(about=member))


def _written(cast):
    return _world(cast, lambda member: make_recommendation(by=member))


def _asked(cast):
    return _world(cast, lambda member: make_asked(writer=member))


for area in ("network", "api"):
    for step in ("change", "withdraw"):
        world(route=f"{area}:{step}-recommendation")(_written)
    world(route=f"{area}:decline-recommendation")(_asked)


@stream_world("recommendation")
def stream(cast):
    own = {role: {"stream_id": make_recommendation(about=cast.member(role)).stream_id} for role in ROLES}
    left = make_recommendation()
    left.by.is_active = False
    left.by.save()
    return World(
        own=own,
        other={"stream_id": make_recommendation().stream_id},
        absent={"stream_id": 999_999_999},
        closed={"stream_id": left.stream_id},
    )
