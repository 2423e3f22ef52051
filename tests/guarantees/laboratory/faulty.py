"""Kontor's web server, but it dies, as by SIGKILL, at the step that `KONTOR_FAILPOINT` names: `after-commit:3` is the
third time that this step is reached. Or a protection is switched off, for the negative controls: `KONTOR_WITHOUT`.
`KONTOR_PING` are the seconds between two pings, where the true ones would take too long.

    python -m tests.guarantees.laboratory.faulty --fd N
"""

import os
import signal

import config.asgi  # noqa: F401  (Django is set up by it, before any model is read)
from config.serve import sockets, web


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """`reached()` is True the time that was asked for, and not before."""

    def __init__(self, times):
        self.left = times

    def reached(self):
        self.left -= 1
        return self.left == 0


def wrap(owner, name, *, before=None, after=None):
    """Put something in front of a function, or behind it."""
    plain = getattr(owner, name)

    def wrapped(*args, **kwargs):
        if before is not None:
            before(*args, **kwargs)
        answer = plain(*args, **kwargs)
        if after is not None:
            after(*args, **kwargs)
        return answer

    setattr(owner, name, wrapped)


def _tells(connection):
    """The transaction has moved a stream."""
    hooks = [getattr(hook, "__self__", None) for _ids, hook, _robust in connection.run_on_commit]
    return any(getattr(hook, "heads", None) for hook in hooks)


def at_commit(countdown, *, before):
    from django.db.backends.base.base import BaseDatabaseWrapper as Wrapper

    def step(connection):
        if _tells(connection) and countdown.reached():
            die()

    wrap(Wrapper, "_commit", **{"before" if before else "after": step})


def at_hint(countdown, *, before):
    from realtime.streams import hints

    def step(channel, *messages):
        if channel == hints.MOVED and countdown.reached():
            die()

    wrap(hints, "call", **{"before" if before else "after": step})


def in_the_middle_of_a_frame(countdown):
    """Half of the bytes are on the wire."""
    plain = sockets.Sockets.write_frame

    def half(self, frame):
        if b'"seq":' in frame and countdown.reached():
            self.transport.write(frame[: len(frame) // 2])
            die()
        return plain(self, frame)

    sockets.Sockets.write_frame = half


def in_the_middle_of_a_room(countdown):
    """Some readers have it, the others do not."""
    from realtime.connections.connection import Connection

    def step(line, frame):
        if frame.last >= frame.first and countdown.reached():
            die()

    wrap(Connection, "offer", after=step)


def in_the_middle_of_a_replay(countdown):
    """A client that came back has a part of what it missed."""
    from realtime.delivery import catch_up

    catch_up.CHUNK = 2

    def step(catching, subscription, found, say_so):
        if found.full and countdown.reached():
            die()

    wrap(catch_up.CatchUp, "_give", after=step)


POINTS = {
    "before-commit": lambda countdown: at_commit(countdown, before=True),
    "after-commit": lambda countdown: at_commit(countdown, before=False),
    "before-hint": lambda countdown: at_hint(countdown, before=True),
    "after-hint": lambda countdown: at_hint(countdown, before=False),
    "mid-frame": in_the_middle_of_a_frame,
    "mid-room": in_the_middle_of_a_room,
    "mid-replay": in_the_middle_of_a_replay,
}


def without_commit():
    """Every third post is acknowledged and then forgotten: what an acknowledgement before the commit comes to."""
    from django.http import JsonResponse

    from network.forums.views import threads

    countdown = {"posts": 0}
    plain = threads.reply

    def forgetful(request, thread_id):
        countdown["posts"] += 1
        if countdown["posts"] % 3:
            return plain(request, thread_id)
        return JsonResponse({"id": "post-0", "piece": "", "path": "/"}, status=201)

    threads.reply = forgetful


def without_listening():
    """Hints go unheard and heads are not polled."""
    from realtime.delivery import heads, hub

    async def look(self):
        return None

    hub.Hub.moved = lambda self, stream, seq: None
    heads.Heads.look = look


def without_receipts():
    """No key is remembered."""
    from ground.web import idempotency

    idempotency.earlier = lambda *args: None
    idempotency.keep = lambda *args, **kwargs: None


def without_pings():
    """Nobody is asked whether they are still there."""
    web.PING = 3600.0


def without_rounds():
    """Nobody looks whether sessions last and rights hold, unless a push says so."""
    from realtime.delivery.guard import Guard

    async def look_at_all(self):
        return None

    Guard.look_at_all = look_at_all


WITHOUT = {
    "commit": without_commit,
    "listening": without_listening,
    "receipts": without_receipts,
    "pings": without_pings,
    "rounds": without_rounds,
}


def main():
    point, _, times = os.environ.get("KONTOR_FAILPOINT", "").partition(":")
    if point:
        POINTS[point](Countdown(int(times)))
    web.PING = float(os.environ.get("KONTOR_PING", web.PING))
    if protection := os.environ.get("KONTOR_WITHOUT"):
        WITHOUT[protection]()
    web.main()


if __name__ == "__main__":
    main()
