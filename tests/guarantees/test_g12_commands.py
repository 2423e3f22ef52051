"""G12 through the socket: every command for a stream of one's own, another's and an absent one, as the matrix asks."""

import pytest
from asgiref.sync import sync_to_async

from tests.guarantees import worlds
from tests.guarantees.matrix import VISITOR, asking
from tests.guarantees.test_g12_matrix import KINDS, _stream_probes
from tests.guarantees.worlds import Cast

COMMANDS = {"subscribe": {"epoch": "", "after": 0}, "typing": {}, "seen": {"seq": 1}, "unsubscribe": {}}


async def answers(socket, do, stream):
    """What comes back: kinds of frames, and codes of errors, before the answer to a ping that was sent after it."""
    await socket.say(do, stream=stream, **COMMANDS[do])
    await socket.say("ping")
    found = []
    while True:
        frame = await socket.hear()
        if frame["op"] == "pong":
            return found
        if frame["op"] not in ("presence", "typing"):
            found.append(frame.get("code", frame["op"]))


def expected(kind, role, do, allowed):
    """Of a command that was let in there is nothing to hear, but for what is subscribed to."""
    if not allowed:
        return {"subscribe": ["no_stream"], "unsubscribe": []}.get(do, ["not_subscribed"])
    if do == "subscribe":
        return ["events"]
    can = {"typing": kind.typing, "seen": kind.seen is not None and role != VISITOR, "unsubscribe": True}[do]
    return [] if can else ["not_here"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_every_command_keeps_what_the_stream_declares(kind, connect):
    cast = Cast()
    world = await sync_to_async(worlds.world_of_stream)(kind.name, cast)
    wrong = []
    for role in (VISITOR, *asking(kind.who, world, kind.name)):
        member = None if role == VISITOR else await sync_to_async(cast.member)(role)
        for what, stream, allowed in _stream_probes(kind.who, world, role):
            socket = await connect(member)  # one each: who asks much is told to ask more slowly
            for do in COMMANDS:
                heard = await answers(socket, do, f"{kind.name}:{stream['stream_id']}")
                if heard != expected(kind, role, do, allowed):
                    wrong.append((role, what, do, heard))
            await socket.leave()
    assert wrong == []
