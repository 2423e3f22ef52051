from tests.guarantees.worlds import World, world
from tests.roles import ROLES


@world("country")
def market(cast):
    own = {role: {"country": "DE"} for role in ROLES}
    return World(own=own, other={"country": "PT"}, absent={"country": "XX"})
