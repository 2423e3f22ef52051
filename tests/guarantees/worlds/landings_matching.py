from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_matching import make_match
from tests.factories.landings_programmes import make_programme
from tests.guarantees.worlds import World, stream_world, world

ABSENT = 999_999_999
ROLES = ("founder", "host", "officer")


def accepted_application(cast):
    """An accepted application of the cast's founder, in the programme of the cast's officer."""
    cast.member("officer")
    founder = cast.member("founder")
    programme = cast.once("programme", make_programme)
    firm = cast.once("firm", lambda: None)
    return make_application(programme, applicant=founder, firm=firm, state="accepted")


def an_offer_of(cast):
    cast.member("host")
    return make_offer(make_site(host=cast.once("host", lambda: None)))


def a_match(cast):
    return make_match(accepted_application(cast), an_offer_of(cast))


def own(key, value, roles):
    return {role: {key: value} for role in roles}


def matches(cast, roles=ROLES, **more):
    mine, other = a_match(cast), make_match()
    return World(own=own("match_id", mine.pk, roles), other={"match_id": other.pk}, absent={"match_id": ABSENT}, **more)


@world("match_id")
def match(cast):
    return matches(cast)


@world(route="landings:decline-match")
def decline(cast):
    return matches(cast, roles=("founder", "host"), hidden=False, data={"reason": "No"})


@world(route="landings:confirm-match")
def confirm(cast):
    return matches(cast, roles=("founder", "host"), hidden=False)


@world(route="landings:withdraw-match")
def withdraw(cast):
    return matches(cast, roles=("officer",), hidden=False)


def _applications(cast, roles, **more):
    mine, other = accepted_application(cast), make_application(state="accepted")
    of_mine = own("application_id", mine.pk, roles)
    return World(own=of_mine, other={"application_id": other.pk}, absent={"application_id": ABSENT}, **more)


for name in ("matches-of", "matches-panel"):
    world(route=f"landings:{name}")(lambda cast: _applications(cast, ("founder", "officer")))


@world(route="landings:offers-for")
def offers_for(cast):
    return _applications(cast, ("officer",), hidden=False)


@stream_world("match")
def stream(cast):
    mine, other = a_match(cast), make_match()
    return World(
        own=own("stream_id", mine.stream_id, ROLES), other={"stream_id": other.stream_id}, absent={"stream_id": ABSENT}
    )
