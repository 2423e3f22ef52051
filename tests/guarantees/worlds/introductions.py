from datetime import timedelta

from django.utils import timezone

from network.conversations import actions as conversations
from network.introductions import actions
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.guarantees.worlds import World, stream_world, world


def _made(cast, make):
    """An introduction of the cast's commissioner, who asks the cast's founder and its host."""
    parties = {role: cast.member(role) for role in ("commissioner", "founder")}
    return make(**parties, contact=cast.member("host"), agency=cast.once("agency", lambda: None))


def _world(mine, other, key, roles, data=None):
    return World(
        own={role: {key: mine(role)} for role in roles}, other={key: other}, absent={key: 999_999_999}, data=data or {}
    )


@world("introduction_id")
def introduction(cast):
    made = _made(cast, make_agreed_introduction)
    roles = ("commissioner", "founder", "host")
    return _world(lambda role: made.pk, make_agreed_introduction().pk, "introduction_id", roles)


for name in ("introduction-piece", "withdraw-introduction", "close-introduction"):

    @world(route=f"network:{name}")
    def office_only(cast):
        made = _made(cast, make_introduction)
        return _world(lambda role: made.pk, make_introduction().pk, "introduction_id", ("commissioner",))


@world(route="network:answer-side")
def side(cast):
    founder, host = sides_of(_made(cast, make_introduction))
    own = {"founder": {"side_id": founder.pk}, "host": {"side_id": host.pk}}
    other = sides_of(make_introduction())[0].pk
    return World(own=own, other={"side_id": other}, absent={"side_id": 999_999_999}, data={"answer": "yes"})


@world(route="network:answer-link")
def link(cast):
    token = sides_of(make_introduction())[0].token
    return World(own={"visitor": {"token": token}}, other={}, absent={"token": "nothing"}, data={"answer": "yes"})


@world(route="network:accept-time")
def time(cast):
    def suggested(introduction, by, days):
        at = timezone.now() + timedelta(days=days)
        return actions.suggest_time(introduction.pk, by=by, starts_at=at, minutes=30, now=timezone.now()).pk

    made, others = _made(cast, make_agreed_introduction), make_agreed_introduction()
    by_founder = {"time_id": suggested(made, cast.member("founder"), 2)}
    by_commissioner = {"time_id": suggested(made, cast.member("commissioner"), 3)}
    own = {"founder": by_commissioner, "host": by_founder, "commissioner": by_founder}
    other = {"time_id": suggested(others, others.commissioner, 2)}
    return World(own=own, other=other, absent={"time_id": 999_999_999}, shared=tuple(own))


@world("conversation_id")
def conversation(cast):
    made = _made(cast, make_agreed_introduction).conversation_id
    other = make_agreed_introduction().conversation_id
    roles = ("commissioner", "founder", "host")
    return _world(lambda role: made, other, "conversation_id", roles, {"body": "Hello", "key": "k"})


def _lines(cast):
    def said(introduction, by):
        return conversations.say(introduction.conversation_id, by=by, body="x", key="k", now=timezone.now()).pk

    other = make_agreed_introduction()
    return said(_made(cast, make_agreed_introduction), cast.member("founder")), said(other, other.commissioner)


@world("message_id")
def line(cast):
    made, other = _lines(cast)
    return _world(lambda role: made, other, "message_id", ("commissioner", "founder", "host"))


@world(route="network:unsay")
def own_line(cast):
    mine, other = _lines(cast)
    return World(
        own={"founder": {"message_id": mine}},
        other={"message_id": other},
        absent={"message_id": 999_999_999},
        hidden=False,
    )


@stream_world("introduction")
def introduction_stream(cast):
    made, other = _made(cast, make_introduction), make_introduction()
    own = {"commissioner": {"stream_id": made.stream_id}}
    return World(own=own, other={"stream_id": other.stream_id}, absent={"stream_id": 999_999_999})


@stream_world("conversation")
def conversation_stream(cast):
    made, other = _made(cast, make_agreed_introduction), make_agreed_introduction()
    own = {r: {"stream_id": made.conversation.stream_id} for r in ("commissioner", "founder", "host")}
    return World(own=own, other={"stream_id": other.conversation.stream_id}, absent={"stream_id": 999_999_999})
