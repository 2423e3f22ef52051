from network.tokens.models import AccessToken
from tests.factories.members import make_member
from tests.factories.tokens import make_token
from tests.guarantees.worlds import World, world
from tests.roles import ROLES


@world("token_id")
def token(cast):
    def of(member):
        make_token(member, name="To be ended")
        return {"token_id": AccessToken.objects.of(member).latest("pk").pk}

    own = {role: of(cast.member(role)) for role in ROLES}
    return World(own=own, other=of(make_member()), absent={"token_id": 999_999_999})
