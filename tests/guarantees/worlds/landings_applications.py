from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_programmes import make_programme
from tests.guarantees.worlds import World, stream_world, world

ABSENT = 999_999_999


def _mine(cast, state="submitted"):
    """The founder's application to the officer's programme."""
    cast.member("officer")
    founder, programme = cast.member("founder"), cast.once("programme", make_programme)
    return make_application(programme, founder, cast.once("firm", lambda: None), state=state)


def _world(cast, *roles, state="submitted", key="application_id", value=lambda one: one.pk, **more):
    mine, other = _mine(cast, state), make_application(state=state)
    return World(
        own={role: {key: value(mine), **more} for role in roles},
        other={key: value(other), **more},
        absent={key: ABSENT, **more},
    )


@world("application_id")
def application(cast):
    return _world(cast, "founder", "officer")


@world("application_id", "step")
def step(cast):
    return _world(cast, "founder", state="draft", step="firm")


def _draft(cast):
    return _world(cast, "founder", state="draft")


for name in ("verdicts", "submit-application", "take-referral", "withdraw-application", "answer-question"):
    world(route=f"landings:{name}")(_draft)


def _sent(cast):
    return _world(cast, "officer")


for name in ("ask-firm", "decide-application"):
    world(route=f"landings:{name}")(_sent)


@world("review_id")
def review(cast):
    mine = make_review(_mine(cast), cast.member("officer"))
    other = make_review(make_application())
    return World(own={"officer": {"review_id": mine.pk}}, other={"review_id": other.pk}, absent={"review_id": ABSENT})


@stream_world("application")
def stream(cast):
    return _world(cast, "founder", "officer", key="stream_id", value=lambda one: one.stream_id)
