from tests.factories.landings_hosts import make_site
from tests.factories.landings_placements import make_landing
from tests.guarantees.worlds import World, stream_world, world
from tests.guarantees.worlds.landings_matching import ABSENT, accepted_application, an_offer_of, own

TOLD = ("founder", "host", "officer", "commissioner")
PARTIES = (*TOLD, "finance")


def a_landing(cast, **fields):
    """A landing that the cast's founder, host, officer and commissioner share."""
    commissioner, _payer = cast.member("commissioner"), cast.member("finance")
    return make_landing(accepted_application(cast), an_offer_of(cast), commissioner=commissioner, **fields)


def landings(cast, roles=PARTIES, **more):
    mine, other = a_landing(cast), make_landing()
    of_mine = own("landing_id", mine.pk, roles)
    return World(own=of_mine, other={"landing_id": other.pk}, absent={"landing_id": ABSENT}, **more)


for name in ("landing", "landing-top"):
    world(route=f"landings:{name}")(landings)


@world(route="landings:cancel-landing")
def cancel(cast):
    return landings(cast, ("founder", "host", "officer"), hidden=False, data={"reason": "Visa refused"})


@world(route="landings:name-commissioner")
def name_commissioner(cast):
    data = {"commissioner": cast.member("commissioner").pk}
    return landings(cast, ("officer",), hidden=False, data=data)


@world(route="landings:occupancy")
def occupancy(cast):
    mine, other = an_offer_of(cast).site, make_site()
    return World(own=own("site_id", mine.pk, ("host",)), other={"site_id": other.pk}, absent={"site_id": ABSENT})


@stream_world("landing")
def stream(cast):
    mine, other = a_landing(cast), make_landing()
    of_mine = own("stream_id", mine.stream_id, PARTIES)
    return World(own=of_mine, other={"stream_id": other.stream_id}, absent={"stream_id": ABSENT})


@world(route="landings:letters-panel")
def letters(cast):
    return landings(cast, TOLD)
