from tests.factories.landings_hosts import NOW, make_offer, make_site
from tests.guarantees.worlds import World, stream_world, world


def _sites(cast):
    """The host's site, another's, and one that is closed."""
    cast.member("host")
    mine = make_site(host=cast.once("host", lambda: None))
    return mine, make_site(), make_site(closed_at=NOW)


def _offers(cast):
    """The host's offer, another's, and another's draft."""
    mine, other, _closed = _sites(cast)
    return make_offer(mine), make_offer(other), make_offer(other, published_at=None)


def _world(key, things, value=lambda thing: thing.pk, **more):
    mine, other, closed = things
    return World(
        own={"host": {key: value(mine)}},
        other={key: value(other)},
        absent={key: 999_999_999},
        closed={key: value(closed)},
        **more,
    )


@world("site_id")
def site(cast):
    return _world("site_id", _sites(cast))


@world("offer_id")
def offer(cast):
    return _world("offer_id", _offers(cast))


def _managed_site(cast):
    return _world("site_id", _sites(cast), hidden=False)


def _managed_offer(cast):
    return _world("offer_id", _offers(cast), hidden=False)


for name in ("edit-site", "closures", "draft-offer", "verify-site"):
    world(route=f"landings:{name}")(_managed_site)
for name in ("edit-offer", "publish-offer", "pause-offer", "resume-offer", "withdraw-offer"):
    world(route=f"landings:{name}")(_managed_offer)


@stream_world("site")
def site_stream(cast):
    return _world("stream_id", _sites(cast), lambda site: site.stream_id)


@stream_world("offer")
def offer_stream(cast):
    return _world("stream_id", _offers(cast), lambda offer: offer.stream_id)
