from tests.factories.landings_programmes import make_programme
from tests.guarantees.worlds import World, stream_world, world


def _programmes(cast, **more):
    """The officer's programme, another, none, and one that is not published."""
    cast.member("officer")
    mine = cast.once("programme", make_programme)
    other, unpublished = make_programme(), make_programme(published_at=None)
    return {
        "own": {"officer": {"slug": mine.slug, **more}},
        "other": {"slug": other.slug, **more},
        "absent": {"slug": "nothing", **more},
        "closed": {"slug": unpublished.slug, **more},
    }


@world(route="landings:programme")
def programme(cast):
    return World(**_programmes(cast))


@world(route="landings:programme-version")
def version(cast):
    return World(**_programmes(cast, number=1))


def _desk(cast):
    """Everybody sees the programme, its officers alone pass here."""
    return World(**_programmes(cast), hidden=False)


for name in (
    *("programme-rules", "publish-rules", "discard-rules", "close-programme", "reopen-programme", "programme-people"),
    *("dismiss-officer", "intake", "rules-trial", "programme-languages"),
):
    world(route=f"landings:{name}")(_desk)


@world(route="landings:apply")
def apply(cast):
    return World(**_programmes(cast))


@stream_world("programme")
def stream(cast):
    cast.member("officer")
    mine, other = cast.once("programme", make_programme), make_programme()
    return World(
        own={"officer": {"stream_id": mine.stream_id}},
        other={"stream_id": other.stream_id},
        absent={"stream_id": 999_999_999},
    )
